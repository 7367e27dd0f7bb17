import manifest from '../../package.json' with { type: 'json' };

/** Where the project lives: `homepage` of package.json, the one place to set it. */
export const homepage: string = manifest.homepage.replace(/(?:#readme|\/)$/u, '');
