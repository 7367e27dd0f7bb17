/** The installed SDK as the tables name it: from a qualified name to what stands there at run time. */
import * as sdk from '@dbos-inc/dbos-sdk';
import * as datasource from '@dbos-inc/dbos-sdk/datasource';
import { ClientHandle } from '@dbos-inc/dbos-sdk/internal/client';
import { WorkflowQueue } from '@dbos-inc/dbos-sdk/internal/wfqueue';
import { InvokedHandle, RetrievedHandle } from '@dbos-inc/dbos-sdk/internal/workflow';

export const SDK = '@dbos-inc/dbos-sdk';

/** A client that has not connected: its pool only connects when it is asked for something. */
export const client = await sdk.DBOSClient.create({ systemDatabaseUrl: 'postgres://nobody@localhost:1/nothing' });

const queue = new WorkflowQueue({
  name: 'q',
  concurrency: null,
  workerConcurrency: null,
  rateLimitMax: null,
  rateLimitPeriodSec: null,
  partitionQueue: false,
  partitionConcurrency: null,
  partitionWorkerConcurrency: null,
  partitionRateLimitMax: null,
  partitionRateLimitPeriodSec: null,
  pollingIntervalSec: 1,
});

const systemDatabase: unknown = Reflect.get(client, 'systemDatabase');

/** Every object that a first segment of a path stands for; several when a name stands for several classes. */
const objects: Readonly<Record<string, readonly object[]>> = {
  DBOS: [sdk.DBOS],
  DBOSClient: [sdk.DBOSClient],
  'DBOSClient()': [client],
  'WorkflowHandle()': [new RetrievedHandle('w'), new InvokedHandle(Promise.resolve(), 'w')],
  'ClientHandle()': [Reflect.construct(ClientHandle, [systemDatabase, 'w'])],
  'WorkflowQueue()': [queue],
  'Debouncer()': [new sdk.Debouncer({ workflow: sdk.DBOS.registerWorkflow(async () => {}, { name: 'debounced' }) })],
  'DebouncerClient()': [new sdk.DebouncerClient(client, { workflowName: 'w' })],
  'ConfiguredInstance()': [Object.create(sdk.ConfiguredInstance.prototype)],
  Error: [sdk.Error],
  StatusString: [sdk.StatusString],
};

/** The owners of the member that a name of the SDK ends in, and the member. Calls and wildcards at the end are left off. */
export function locate(name: string): { readonly owners: readonly object[]; readonly member: string } | undefined {
  const [module, path] = name.split('#');
  if (path === undefined) return undefined;
  if (module === `${SDK}/datasource`) return { owners: [datasource], member: path };
  if (module !== SDK) return undefined;
  const segments = path.split('.');
  const head = segments[0] ?? '';
  const member = segments[1]?.replace(/(\(\))+$/u, '');
  if (member === undefined) return { owners: [sdk], member: head };
  return { owners: objects[head] ?? [], member };
}

/** Whether the member is there on every owner. */
export function exists(name: string): boolean {
  const found = locate(name);
  return found !== undefined && found.owners.length > 0 && found.owners.every((owner) => found.member in owner);
}

/** The functions that the name stands for; none for a getter, a field or a class. */
export function functionsOf(name: string): readonly AnyFunction[] {
  const found = locate(name);
  return (found?.owners ?? []).flatMap((owner) => {
    const value: unknown = descriptorOf(owner, found?.member ?? '')?.value;
    return isFunction(value) && !/^class\b/u.test(String(value)) ? [value] : [];
  });
}

/** A function of which only that is known. */
export type AnyFunction = (...args: readonly unknown[]) => unknown;

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === 'function';
}

/** Names of the members that a class's own prototype, or its statics, have at run time. */
export function membersOf(first: string): readonly string[] {
  const names = (objects[first] ?? []).flatMap((object) =>
    typeof object === 'function' ? Object.getOwnPropertyNames(object) : instanceMembers(object),
  );
  return [...new Set(names)];
}

function instanceMembers(object: object): readonly string[] {
  const prototype: unknown = Object.getPrototypeOf(object);
  return [...Object.getOwnPropertyNames(object), ...Object.getOwnPropertyNames(prototype ?? {})];
}

function descriptorOf(owner: object, member: string): PropertyDescriptor | undefined {
  for (let at: object | null = owner; at !== null; at = Reflect.getPrototypeOf(at)) {
    const descriptor = Object.getOwnPropertyDescriptor(at, member);
    if (descriptor !== undefined) return descriptor;
  }
  return undefined;
}
