/** Results of calls that do not survive being recorded. */
import type { Engine } from '../knowledge/vocabulary/engine.ts';

/** Whether what a call gives is bound to this process: a connection, a stream. @param name the qualified name of what is called */
export function isLiveResult({ liveResults }: Pick<Engine, 'liveResults'>, name: string): boolean {
  return matches(liveResults, name);
}

/** Whether a table names something, exactly or by how it begins: `axios#*`. */
export function matches(table: readonly string[] | undefined, name: string): boolean {
  return table?.some((entry) => (entry.endsWith('*') ? name.startsWith(entry.slice(0, -1)) : entry === name)) === true;
}
