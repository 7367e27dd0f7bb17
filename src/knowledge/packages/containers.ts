import { each, join, rows } from '../rows.ts';
import type { EffectSpec, EffectTable } from '../vocabulary/effects.ts';

/** An instance of the class that is asked for, or of the type that the call is told: `container.resolve<Orders>('orders')`. */
const instance = { effect: 'pure', gives: 'instance', callbacks: 'never' } satisfies EffectSpec;
const registers = { effect: 'pure', callbacks: 'never' } satisfies EffectSpec;

/** Containers from which a program takes its services. */
export const containers: EffectTable = join([
  rows(
    ['tsyringe#container', 'tsyringe#container.createChildContainer()', 'tsyringe#DependencyContainer()'],
    'resolve',
    instance,
  ),
  rows(
    ['tsyringe#container', 'tsyringe#container.createChildContainer()', 'tsyringe#DependencyContainer()'],
    'register registerSingleton registerInstance registerType isRegistered clearInstances reset createChildContainer',
    registers,
  ),
  rows(['typedi#Container', 'typedi#Container.of()', 'typedi#ContainerInstance()', 'typedi#'], 'get', instance),
  rows('inversify#Container()', 'get getAsync resolve resolveAsync getTagged getNamed', instance),
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
  each('inversify#Container awilix#createContainer', registers),
]);
