/**
 * Clients that a tool generates into the project. Their code is not read: a path inside the output folder, present or not, is the
 * package that generated it.
 */
import { dirname, join, relative, resolve } from 'node:path';

import { generatedClients, type GeneratedClient } from '../../knowledge/packages/generated.ts';
import type { ConfigFiles } from './config-files.ts';

export interface GeneratedClients {
  /** The package that a path belongs to, seen from the directory of the package around it; undefined when it is not generated. */
  packageOf(packageDirectory: string, path: string): string | undefined;
}

interface Output {
  readonly directory: string;
  readonly package: string;
}

/** Looks for the settings of such tools in the packages that are asked about. */
export function createGeneratedClients(config: ConfigFiles): GeneratedClients {
  const byPackage = new Map<string, readonly Output[]>();
  return {
    packageOf(packageDirectory, path) {
      let outputs = byPackage.get(packageDirectory);
      if (outputs === undefined) byPackage.set(packageDirectory, (outputs = outputsOf(config, packageDirectory)));
      return outputs.find(({ directory }) => isInside(directory, path))?.package;
    },
  };
}

function outputsOf(config: ConfigFiles, packageDirectory: string): readonly Output[] {
  return generatedClients.flatMap((client) =>
    client.inputs.flatMap((input) => {
      const file = join(packageDirectory, input);
      const text = config.text(file);
      const outputs = text === undefined ? [] : outputsIn(text, client);
      return outputs.map((output) => ({ directory: resolve(dirname(file), output), package: client.package }));
    }),
  );
}

function isInside(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return way === '' || (!way.startsWith('..') && resolve(directory, way) === path);
}

/** The output folders that the blocks of the input name, as written. */
function outputsIn(text: string, client: GeneratedClient): readonly string[] {
  const outputs: string[] = [];
  let isClient = false;
  let output: string | undefined;
  let inBlock = false;
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (line.startsWith(`${client.block} `) && line.endsWith('{')) {
      inBlock = true;
      isClient = false;
      output = undefined;
    } else if (inBlock && line.startsWith('}')) {
      inBlock = false;
      if (isClient && output !== undefined) outputs.push(output);
    } else if (inBlock) {
      const value = stringAfter(line, client.provider.key);
      if (value?.startsWith(client.provider.startsWith)) isClient = true;
      output = stringAfter(line, client.output) ?? output;
    }
  }
  return outputs;
}

/** Of `output = "../generated"`, the string. */
function stringAfter(line: string, key: string): string | undefined {
  const equals = line.indexOf('=');
  if (equals < 0 || line.slice(0, equals).trim() !== key) return undefined;
  const start = line.indexOf('"', equals);
  const end = line.indexOf('"', start + 1);
  return start < 0 || end < 0 ? undefined : line.slice(start + 1, end);
}
