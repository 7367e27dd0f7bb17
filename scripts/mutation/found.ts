/** Stryker's reporter of what a run has found so far: each change that nothing noticed, and now and then the count. */
import path from 'node:path';

import type { MutantResult, MutantStatus } from '@stryker-mutator/api/core';
import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import type { Reporter } from '@stryker-mutator/api/report';

/** How many changes are counted between two lines. */
const OFTEN = 100;

/** What does not compile, or is left out of a sample, counts for nothing. */
export function counts({ status }: { readonly status: MutantStatus }): boolean {
  return status !== 'Ignored' && status !== 'CompileError';
}

export function isNoticed({ status }: { readonly status: MutantStatus }): boolean {
  return status === 'Killed' || status === 'Timeout';
}

function reporter(): Reporter {
  let counted = 0;
  let noticed = 0;
  return {
    onMutantTested(result) {
      if (!counts(result)) return;
      counted += 1;
      if (isNoticed(result)) noticed += 1;
      else console.log(describe(result));
      if (counted % OFTEN === 0) console.log(`… ${noticed} of ${counted} so far`);
    },
  };
}

function describe({ fileName, location, mutatorName, replacement, status }: MutantResult): string {
  const { start, end } = location;
  const place = `${path.relative('', fileName)}:${start.line}:${start.column}-${end.line}:${end.column}`;
  return `${status} ${place} ${mutatorName}: ${replacement.replaceAll(/\s+/gu, ' ')}`;
}

export const strykerPlugins = [declareFactoryPlugin(PluginKind.Reporter, 'found', reporter)];
