/** `src/rules/index.ts`: every rule of the folder, by name. */
export function ruleIndex(names: readonly string[]): string {
  const imports = names.map((name) => `import ${identifier(name)} from './${name}.ts';`);
  const entries = names.map((name) => `  '${name}': ${identifier(name)},`);
  return [
    '// Written by `npm run generate`: every rule of this folder.',
    ...imports,
    '',
    'export const rules = {',
    ...entries,
    '} as const;',
    '',
  ].join('\n');
}

/** `no-recv-in-step` as an identifier: `noRecvInStep`. */
export function identifier(name: string): string {
  return name.replaceAll(/-(?<letter>\w)/gu, (_, letter: string) => letter.toUpperCase());
}
