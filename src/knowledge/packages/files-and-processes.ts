import { chained, each, join, listeners, rows } from '../rows.ts';
import type { EffectSpec, EffectTable } from '../vocabulary/effects.ts';

const file = { effect: 'file' } satisfies EffectSpec;
const fileLater = { effect: 'file', callbacks: 'deferred' } satisfies EffectSpec;
const pure = { effect: 'pure' } satisfies EffectSpec;
const thread = { effect: 'thread', callbacks: 'deferred' } satisfies EffectSpec;
const ofProcess = { effect: 'process' } satisfies EffectSpec;
const log = { effect: 'log' } satisfies EffectSpec;

/** graceful-fs is Node's `fs`; fs-extra adds a promise to each function, and a dozen functions more. */
const asNode = `access appendFile chmod chown close copyFile exists fchmod fchown fdatasync fstat fsync ftruncate futimes lchmod lchown link lstat mkdir
  mkdtemp open opendir read readdir readFile readlink readv realpath rename rm rmdir stat statfs symlink truncate unlink utimes write writeFile writev`;
const asNodeSync = `accessSync appendFileSync chmodSync chownSync closeSync copyFileSync existsSync fstatSync linkSync lstatSync mkdirSync mkdtempSync
  openSync opendirSync readdirSync readFileSync readlinkSync readSync realpathSync renameSync rmdirSync rmSync statSync symlinkSync truncateSync
  unlinkSync utimesSync writeFileSync writeSync createReadStream createWriteStream`;
const extra = `copy emptyDir emptydir ensureDir ensureFile ensureLink ensureSymlink createFile createLink createSymlink mkdirp mkdirs move outputFile
  outputJson outputJSON pathExists readJson readJSON remove writeJson writeJSON`;
const extraSync = `copySync emptyDirSync emptydirSync ensureDirSync ensureFileSync ensureLinkSync ensureSymlinkSync createFileSync mkdirpSync mkdirsSync
  moveSync outputFileSync outputJsonSync outputJSONSync pathExistsSync readJsonSync readJSONSync removeSync writeJsonSync writeJSONSync`;

const files: EffectTable = {
  ...rows(['fs-extra', 'graceful-fs'], asNode, fileLater),
  ...rows(['fs-extra', 'graceful-fs'], asNodeSync, file),
  ...rows(['fs-extra', 'fs-extra/esm'], extra, fileLater),
  ...rows(['fs-extra', 'fs-extra/esm'], extraSync, file),
  ...rows(['fs-extra', 'graceful-fs', 'fs-extra/esm'], '*().**', pure),
  ...rows('fs-extra', 'promises.*', file),
  ...each(
    'glob glob#glob glob#globSync glob#sync glob#globStream glob#globIterate glob#Glob().walk glob#glob.sync',
    fileLater,
  ),
  ...rows('glob', 'hasMagic escape unescape', pure),
  ...rows('globby', 'globby globbySync globbyStream sync', file),
  ...each('globby fast-glob tinyglobby#glob tinyglobby#globSync klaw walkdir readdirp recursive-readdir', file),
  ...rows('fast-glob', 'sync async stream globSync', file),
  ...rows('fast-glob', 'isDynamicPattern escapePath generateTasks convertPathToPattern', pure),
  ...each(
    'rimraf rimraf#rimraf rimraf#rimrafSync rimraf#sync del#deleteAsync del#deleteSync mkdirp mkdirp#mkdirp mkdirp#sync make-dir',
    fileLater,
  ),
  ...rows(['tmp', 'tmp-promise'], 'file fileSync dir dirSync tmpName tmpNameSync withFile withDir', fileLater),
  ...each(
    'find-up find-up#findUp find-up#findUpSync pkg-dir read-pkg read-pkg-up load-json-file write-file-atomic',
    file,
  ),
  ...each('cpy ncp path-exists locate-path', file),
  ...rows('chokidar', 'watch', fileLater),
  ...listeners('chokidar#watch()'),
  ...rows('proper-lockfile', 'lock unlock check lockSync', file),
  ...rows(['cosmiconfig#cosmiconfig()', 'cosmiconfig#cosmiconfigSync()'], 'search load', file),
  ...rows('conf#()', 'get set delete clear has', file),
  ...rows(['lowdb#Low()', 'lowdb#LowSync()'], 'read write update', file),
};

/** Formats: what they do in memory is pure, what they do to a path is not. */
const documents: EffectTable = {
  archiver: pure,
  ...rows('archiver#()', 'file directory glob', file),
  ...rows('archiver#()', 'append finalize pipe abort pointer', pure),
  ...listeners('archiver#()'),
  ...rows('tar', 'create c extract x list t update u replace r', fileLater),
  ...rows(
    'adm-zip#()',
    'addLocalFile addLocalFolder extractAllTo extractAllToAsync extractEntryTo writeZip writeZipPromise',
    file,
  ),
  ...each('jszip jszip#loadAsync jszip#().** fflate#** pako#**', pure),
  'extract-zip': file,
  // sharp(input).resize(…).webp().toFile(path)
  ...chained('sharp#()', 6, 'toFile', fileLater),
  'sharp#**': pure,
  'pdf-parse': pure,
  'pdf-lib#**': pure,
  ...rows('qrcode', 'create toString toDataURL toBuffer', pure),
  'qrcode#toFile': { effect: 'file' },
  ...rows(['exceljs#Workbook()', 'exceljs#()'], 'xlsx.readFile xlsx.writeFile csv.readFile csv.writeFile', file),
  ...rows(['exceljs#Workbook()'], 'addWorksheet getWorksheet xlsx.load xlsx.writeBuffer', pure),
  ...rows('xlsx', 'readFile writeFile writeFileXLSX writeFileAsync', file),
  ...rows('xlsx', 'read write utils.**', pure),
  ...rows('mammoth', 'convertToHtml extractRawText', file),
  ...each('ejs#renderFile pug#renderFile eta#Eta().render', file),
  ...each('jimp#Jimp.read node-html-to-image', file),
};

const shells: EffectTable = {
  ...rows('execa', 'execa execaSync execaCommand execaCommandSync execaNode $ $.sync', thread),
  ...each('execa#().** execa#execa().** execa#$().**', pure),
  // Up to version 5 the module itself is the function.
  execa: thread,
  ...rows('execa', 'command commandSync sync node', thread),
  ...rows('execa', 'parseCommandString', pure),
  ...rows(['zx', 'zx/core'], '$ $.sync', thread),
  ...rows(['zx', 'zx/core'], '$().** chalk.** within retry YAML.** minimist path.**', pure),
  ...rows(['zx', 'zx/core'], 'cd kill ps os.* question stdin', ofProcess),
  ...rows(['zx', 'zx/core'], 'fs.* glob which tempdir tempfile tmpdir tmpfile', file),
  ...rows(['zx', 'zx/core'], 'sleep', { effect: 'timer' }),
  ...rows(['zx', 'zx/core'], 'fetch', { effect: 'network' }),
  ...rows(['zx', 'zx/core'], 'echo spinner', log),
  ...rows('shelljs', 'exec cmd', thread),
  ...rows(
    'shelljs',
    'cat chmod cp find grep head ln ls mkdir mv rm sed sort tail tempdir test touch uniq which to toEnd',
    file,
  ),
  ...rows('shelljs', 'cd pwd dirs pushd popd exit', ofProcess),
  ...rows('shelljs', 'echo', log),
  ...each('cross-spawn cross-spawn#sync tinyexec#x tinyexec#exec nano-spawn node-pty#spawn', thread),
  'tree-kill': ofProcess,
  ...each('open which which#sync', ofProcess),
  ...rows(['simple-git#()', 'simple-git#simpleGit()'], '*', { effect: 'thread', reason: 'Runs the program git.' }),
  ...rows(['simple-git#()', 'simple-git#simpleGit()'], 'env outputHandler', pure),
  ...each('simple-git simple-git#simpleGit', pure),
  ...chained('fluent-ffmpeg#()', 6, 'save run output().run', thread),
  ...each('signal-exit#onExit signal-exit exit-hook', { effect: 'pure', callbacks: 'deferred' }),
  ...each(
    'systeminformation#* pidusage os-name node-machine-id#machineIdSync node-machine-id#machineId ip#address address#ip',
    ofProcess,
  ),
};

/** A client of the container engine's service. */
const containers: EffectTable = {
  dockerode: pure,
  ...rows(['dockerode#()', 'dockerode#Docker()'], '*', { effect: 'network', callbacks: 'deferred' }),
  ...rows(['dockerode#()', 'dockerode#Docker()'], 'getContainer', { effect: 'pure', result: 'dockerode#Container()' }),
  ...rows(['dockerode#()', 'dockerode#Docker()'], 'getImage getVolume getNetwork getExec getService getNode getTask', {
    effect: 'pure',
    result: 'dockerode#Resource()',
  }),
  ...rows(['dockerode#Container()', 'dockerode#Resource()'], '*', { effect: 'network', callbacks: 'deferred' }),
};

const environment: EffectTable = {
  ...rows(['dotenv', 'dotenv-flow', '@dotenvx/dotenvx'], 'config configDotenv', { effect: 'environment' }),
  ...rows('dotenv', 'parse', pure),
  ...each('env-var#get envalid#cleanEnv @t3-oss/env-core#createEnv @t3-oss/env-nextjs#createEnv znv#parseEnv', {
    effect: 'environment',
  }),
  ...each('prompts inquirer#prompt enquirer#prompt readline-sync#question', ofProcess),
  ...rows('@inquirer/prompts', '*', ofProcess),
  ...rows('@clack/prompts', 'text password confirm select multiselect group', ofProcess),
  ...rows('@clack/prompts', 'intro outro note log.* cancel spinner', log),
};

/** What helpers for files, documents, shells and settings do. */
export const filesAndProcesses: EffectTable = join([files, documents, shells, containers, environment]);
