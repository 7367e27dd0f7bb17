/**
 * Packages whose client is generated into the project: the code stands under a path of the project's choice, often outside version
 * control, and is the package all the same.
 */
export interface GeneratedClient {
  /** Where the generator's input lies, below the package's directory. */
  readonly inputs: readonly string[];
  /** The block of the input that describes a client, and the keys in it. */
  readonly block: string;
  readonly provider: { readonly key: string; readonly startsWith: string };
  readonly output: string;
  /** The package that the generated code is. */
  readonly package: string;
}

export const generatedClients: readonly GeneratedClient[] = [
  {
    inputs: ['prisma/schema.prisma', 'schema.prisma', 'prisma/schema/schema.prisma'],
    block: 'generator',
    provider: { key: 'provider', startsWith: 'prisma-client' },
    output: 'output',
    package: '@prisma/client',
  },
];
