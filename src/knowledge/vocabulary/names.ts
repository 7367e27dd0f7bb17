/**
 * The words every table speaks. Types only: no name of an SDK, of Node or of a package stands here.
 *
 * A *qualified name* says where a value comes from, independent of how a file spells it:
 *
 * ```text
 * name    = module [ "#" path ]           'axios'   'pg#Pool().query'   'global#Date.now'   'node:fs#readFile'
 * module  = specifier                     as it is written after `from`
 *         | folder "/*"                   every module below: '@aws-sdk/*#*().send'; in tables only
 * path    = first { "." segment }
 * first   = segment | "()" { "()" }       "()" at the start is the result of calling, or an instance of, the module itself
 * segment = identifier { "()" }           "()" is the result of calling it, or an instance of it
 *         | "*" "()"                      any one segment that ends in "()"
 *         | "*"                           any one other segment
 *         | "**"                          any number of segments, none included; only at the end
 * ```
 *
 * The default export and the module object itself are one thing (`import fs from 'fs'`, `import * as fs`, `require('fs')`), so
 * `default` is never written as a first segment; `new (require('openai'))().models.list` is `openai#().models.list`, and the
 * same through the named export is `openai#OpenAI().models.list`. Node's built-in modules always carry `node:`. Globals live in the
 * module `global`. Awaiting is transparent: `(await client.connect()).query` has the name `…().connect().query`. A value that is
 * annotated with a type that a module exports has that type's name with `()`: `repo: Repository<User>` is `typeorm#Repository()`.
 */
export type QualifiedName = string;
