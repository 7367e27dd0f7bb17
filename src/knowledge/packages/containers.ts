import { each, join, namesOf, rows } from '../rows.ts';
import type { BindingSpec, ProviderForm } from '../vocabulary/bindings.ts';
import type { EffectSpec, EffectTable } from '../vocabulary/effects.ts';

/** An instance of the class that is asked for, of what is bound to the token, or of the type that the call is told: `container.resolve<Orders>('orders')`. */
const instance = { effect: 'pure', gives: 'instance', callbacks: 'never' } satisfies EffectSpec;
const registers = { effect: 'pure', callbacks: 'never' } satisfies EffectSpec;
/** A decorator of a parameter. */
const injects = { effect: 'pure', injects: 0 } satisfies EffectSpec;

const binding = (...binds: readonly BindingSpec[]): EffectSpec => ({ ...registers, binds });

const nestProviders = {
  token: 'provide',
  parts: { useClass: 'class', useValue: 'value', useFactory: 'factory' },
} satisfies ProviderForm;
const typediServices = {
  token: 'id',
  parts: { type: 'class', value: 'value', factory: 'factory' },
} satisfies ProviderForm;

const tsyringe = ['tsyringe#container', 'tsyringe#container.createChildContainer()', 'tsyringe#DependencyContainer()'];
const typedi = ['typedi#Container', 'typedi#Container.of()', 'typedi#ContainerInstance()'];

/** Containers from which a program takes its services. */
export const containers: EffectTable = join([
  rows(tsyringe, 'resolve', instance),
  rows(tsyringe, 'isRegistered clearInstances reset createChildContainer', registers),
  rows(tsyringe, 'register', binding({ token: 0, part: 1, is: nestProviders.parts })),
  rows(tsyringe, 'registerSingleton registerType', binding({ token: 0, part: 1, is: 'class' })),
  rows(tsyringe, 'registerInstance', binding({ token: 0, part: 1, is: 'value' })),
  rows('tsyringe', 'inject', injects),
  rows([...typedi, 'typedi#'], 'get', instance),
  rows(typedi, 'set', binding({ token: 0, part: 1, is: 'value' }, { provider: 0, form: typediServices })),
  rows('typedi', 'Inject', injects),
  rows('inversify#Container()', 'get getAsync resolve resolveAsync getTagged getNamed', instance),
  rows('inversify#Container()', 'bind rebind', { ...registers, result: 'inversify#Bound()' }),
  rows('inversify#Bound()', 'to', binding({ token: 'before', part: 0, is: 'class' })),
  rows('inversify#Bound()', 'toConstantValue', binding({ token: 'before', part: 0, is: 'value' })),
  rows('inversify#Bound()', 'toDynamicValue', binding({ token: 'before', part: 0, is: 'factory' })),
  rows('inversify', 'inject', injects),
  rows(['awilix#createContainer()', 'awilix#AwilixContainer()'], 'resolve build', instance),
  rows(
    [
      '@nestjs/core#ModuleRef()',
      '@nestjs/common#INestApplication()',
      '@nestjs/common#INestApplicationContext()',
      '@nestjs/testing#TestingModule()',
    ],
    'get resolve',
    instance,
  ),
  rows('@nestjs/core#ModuleRef()', 'create', instance),
  rows('@nestjs/common', 'Module', binding({ provider: 0, form: nestProviders, under: 'providers' })),
  rows('@nestjs/common', 'Inject', injects),
  each('inversify#Container awilix#createContainer', registers),
]);

const tellers = Object.entries(containers).flatMap(([key, spec]) => ('binds' in spec ? namesOf(key) : []));

/** The packages, the names of what tells a container what stands for a token, and a word of every text that does. */
export const injection = {
  packages: new Set(tellers.map((name) => name.slice(0, name.indexOf('#')))),
  names: new Set(tellers.map((name) => name.slice(Math.max(name.lastIndexOf('.'), name.indexOf('#')) + 1))),
  words: ['Module', 'register', 'bind', '.set('],
} as const;
