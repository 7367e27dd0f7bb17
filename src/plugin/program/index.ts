/** The program around a linted file, from the disk or from memory. */
export { createMemoryProgram } from './memory.ts';
export { createProject, type Project, type ProjectOptions } from './project.ts';
export { compareVersions, isForOtherMajor, lowestVersion, parseVersion, type SdkVersion } from './version-range.ts';
