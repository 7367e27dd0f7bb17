import { each, join, rows } from '../rows.ts';
import type { EffectSpec, EffectTable } from '../vocabulary/effects.ts';
import type { QualifiedName } from '../vocabulary/names.ts';

/** A command of `commander` or `cac`: its methods give the command again, and its action runs when the arguments have been read. */
function commands(owners: readonly QualifiedName[], result: QualifiedName): EffectTable {
  const chained = { effect: 'pure', result } satisfies EffectSpec;
  return join([
    rows(owners, 'command argument arguments description option requiredOption addOption name version', chained),
    rows(owners, 'alias usage summary example help showHelpAfterError allowUnknownOption exitOverride', chained),
    rows(owners, 'action', { ...chained, callbacks: 'deferred', role: 'main' }),
    rows(owners, 'hook', { ...chained, callbacks: 'deferred' }),
    rows(owners, 'addCommand parse parseAsync opts', { effect: 'pure' }),
  ]);
}

/** What reads the arguments of a program: the code of a command is the program's main function. */
export const commandLines: EffectTable = join([
  commands(['commander#program', 'commander#Command()', 'commander#createCommand()'], 'commander#Command()'),
  commands(['cac#()', 'cac#cac()', 'cac#Command()'], 'cac#Command()'),
  each('commander#Command commander#createCommand commander#Option commander#Argument cac cac#cac', {
    effect: 'pure',
  }),
]);
