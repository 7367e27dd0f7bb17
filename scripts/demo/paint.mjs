/** Colours for a terminal; plain text where the output is a file, or where the user wants none (https://no-color.org). */

const { NO_COLOR, FORCE_COLOR } = process.env;
const isForced = FORCE_COLOR !== undefined && FORCE_COLOR !== '0';
const isColoured = !NO_COLOR && (isForced || (process.stdout.isTTY && process.env.TERM !== 'dumb'));

const paint = (open, close) => (text) => (isColoured ? `\u001B[${open}m${text}\u001B[${close}m` : text);

export const bold = paint(1, 22);
export const dim = paint(2, 22);
export const underlined = paint(4, 24);
export const red = paint(31, 39);
export const green = paint(32, 39);
export const yellow = paint(33, 39);
export const cyan = paint(36, 39);
