// Typed dictionaries. French is the source and comes with the feature's own code; English has
// the same keys and the same arguments, checked by the compiler, and loads when it is wanted.
import { use } from "react";
import { useLocale } from "./locale";

/** A message: a text, or a function of what varies in it. Dictionaries nest. */
export interface Dictionary {
  readonly [key: string]: string | ((...args: never[]) => string) | Dictionary | readonly Dictionary[];
}

/** What a translation of T must be: same keys, same arguments, any text. */
export type Translation<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : T[K] extends readonly (infer E)[]
        ? readonly Translation<E>[]
        : Translation<T[K]>;
};

/** A hook that returns the messages in the reader's language. */
export type UseMessages<T> = () => Translation<T>;

/**
 * Makes the hook of a feature. The English catalogue suspends the first time it is wanted; the
 * page's own Suspense shows its skeleton meanwhile.
 */
export function dictionary<T extends Dictionary>(fr: T, en: () => Promise<{ default: Translation<T> }>): UseMessages<T> {
  let loading: Promise<Translation<T>> | undefined;
  return function useMessages() {
    const locale = useLocale();
    if (locale === "fr") return fr as unknown as Translation<T>;
    loading ??= en().then(
      (module) => module.default,
      (error: unknown) => {
        loading = undefined; // a network failure may be tried again
        throw error;
      },
    );
    return use(loading);
  };
}
