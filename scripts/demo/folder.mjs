/** Whether a folder can be linted at all, found out before anything is installed or built. */
import { readdirSync, statSync } from 'node:fs';

/** One line that says why nothing in `folder` can be linted; undefined when it may be possible. */
export function whyNotLintable(folder) {
  try {
    if (!statSync(folder).isDirectory()) return `${folder} is not a folder.`;
    if (readdirSync(folder).length === 0) return `${folder} is empty.`;
    return undefined;
  } catch (error) {
    return whyUnreadable(folder, error);
  }
}

/** One line for an error of the file system. */
export function whyUnreadable(path, error) {
  if (error.code === 'ENOENT') return `${path} does not exist.`;
  if (error.code === 'EACCES' || error.code === 'EPERM') return `${path} cannot be read: permission denied.`;
  return `${path} cannot be read: ${error.message}`;
}
