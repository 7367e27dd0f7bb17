/** The words of the tables of containers: how they are told which part stands for a token. Types only. */

/** What the part is: a class of which an instance is made, the part itself, or a function that makes it. */
export type PartKind = 'class' | 'value' | 'factory';

/** An object that says which part stands for a token: `{ provide: CLOCK, useClass: SystemClock }`. */
export interface ProviderForm {
  /** The key of the token. */
  readonly token: string;
  /** The keys under which parts stand. */
  readonly parts: Readonly<Record<string, PartKind>>;
}

/** What a call tells a container. */
export type BindingSpec =
  /** One part; `'before'`: the token is what the call before was given, `bind(token).to(part)`. */
  | { readonly token: number | 'before'; readonly part: number; readonly is: PartKind | ProviderForm['parts'] }
  /** An object with both, or a list of such objects; `under`: it stands under this key of the argument. */
  | { readonly provider: number; readonly form: ProviderForm; readonly under?: string };
