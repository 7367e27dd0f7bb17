import { join, listeners, rows } from '../rows.ts';
import type { EffectSpec, EffectTable } from '../vocabulary/effects.ts';

const pure = { effect: 'pure' } satisfies EffectSpec;
const file = { effect: 'file' } satisfies EffectSpec;
const look = { effect: 'file', reads: true } satisfies EffectSpec;
/** The form with a callback, which runs when the operating system is done. */
const fileLater = { effect: 'file', callbacks: 'deferred' } satisfies EffectSpec;
const lookLater = { ...fileLater, reads: true } satisfies EffectSpec;

/** Of the names below, those that change nothing. */
const looking = 'access exists glob lstat readdir readFile readlink realpath stat statfs';
const lookingSync = looking.replaceAll(/\w+/gu, '$&Sync');

const promised = `access appendFile chmod chown copyFile cp glob lchmod lchown link lstat lutimes mkdir mkdtemp mkdtempDisposable open
  opendir readdir readFile readlink realpath rename rm rmdir stat statfs symlink truncate unlink utimes watch writeFile`;

/** The methods of a file that is open. */
const handle = `appendFile chmod chown datasync read readableWebStream readFile readLines readv stat sync truncate utimes write writeFile
  writev createReadStream createWriteStream`;

const promises: EffectTable = {
  ...rows(['node:fs/promises', 'node:fs#promises'], promised, file),
  ...rows(['node:fs/promises', 'node:fs#promises'], looking.replace('exists ', ''), look),
  // Opening is the finding for what is then done in the same expression; a handle that came from elsewhere is one of its own.
  ...rows('node:fs/promises#FileHandle()', handle, file),
  ...rows(['node:fs/promises', 'node:fs#promises'], '*().**', pure),
  'node:fs/promises#open': { effect: 'file', result: 'node:fs/promises#FileHandle()' },
  'node:fs#promises.open': { effect: 'file', result: 'node:fs/promises#FileHandle()' },
};

const callbacks = rows(
  'node:fs',
  `access appendFile chmod chown close copyFile cp exists fchmod fchown fdatasync fstat fsync ftruncate futimes glob lchmod lchown link
   lstat lutimes mkdir mkdtemp open openAsBlob opendir read readdir readFile readlink readv realpath realpath.native rename rm rmdir stat
   statfs symlink truncate unlink unwatchFile utimes watch watchFile write writeFile writev`,
  fileLater,
);

const synchronous = rows(
  'node:fs',
  `accessSync appendFileSync chmodSync chownSync closeSync copyFileSync cpSync existsSync fchmodSync fchownSync fdatasyncSync fstatSync
   fsyncSync ftruncateSync futimesSync globSync lchmodSync lchownSync linkSync lstatSync lutimesSync mkdirSync mkdtempDisposableSync
   mkdtempSync openSync opendirSync readdirSync readFileSync readlinkSync readSync readvSync realpathSync realpathSync.native renameSync
   rmdirSync rmSync statfsSync statSync symlinkSync truncateSync unlinkSync utimesSync writeFileSync writeSync writevSync`,
  file,
);

const streams: EffectTable = {
  ...rows('node:fs', 'createReadStream createWriteStream ReadStream WriteStream FileReadStream FileWriteStream', file),
  ...rows('node:fs', 'createWriteStream().write createWriteStream().end WriteStream().write WriteStream().end', file),
  ...rows('node:fs', 'Dir().read Dir().readSync Dir().close Dir().closeSync opendirSync().readSync', file),
  ...listeners(['node:fs#createReadStream()', 'node:fs#createWriteStream()', 'node:fs#watch()']),
  // What a call gave back has been read already: statSync(path).isFile(), readFileSync(path).toString().
  'node:fs#*().**': pure,
};

const terminals: EffectTable = {
  ...rows(['node:readline', 'node:readline/promises', 'node:readline#promises'], 'createInterface Interface', {
    effect: 'file',
    callbacks: 'deferred',
    through: ['input'],
    reason: 'Starts to read its input at once.',
  }),
  ...rows(
    ['node:readline', 'node:readline/promises', 'node:readline#promises'],
    'createInterface().question Interface().question',
    fileLater,
  ),
  ...rows(
    ['node:readline', 'node:readline/promises', 'node:readline#promises'],
    'createInterface().close createInterface().setPrompt Interface().close Interface().setPrompt',
    pure,
  ),
  ...rows('node:readline', 'clearLine clearScreenDown cursorTo moveCursor emitKeypressEvents', { effect: 'log' }),
  ...listeners(['node:readline#createInterface()', 'node:readline#Interface()']),
};

const databases: EffectTable = {
  'node:sqlite#DatabaseSync': { effect: 'database', reason: 'Opens the file.' },
  ...rows('node:sqlite#DatabaseSync()', 'exec prepare().run prepare().get prepare().all prepare().iterate', {
    effect: 'database',
  }),
  'node:sqlite#DatabaseSync().prepare': { effect: 'pure', result: 'node:sqlite#StatementSync()' },
  ...rows('node:sqlite#StatementSync()', 'run get all iterate', { effect: 'database' }),
};

/** Files, terminals and the built-in database. */
export const nodeFiles: EffectTable = join([
  streams,
  callbacks,
  rows('node:fs', looking, lookLater),
  synchronous,
  rows('node:fs', lookingSync, look),
  promises,
  terminals,
  databases,
]);
