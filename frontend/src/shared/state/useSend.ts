import { useMutation, useQueryClient, type UseMutationResult } from "@tanstack/react-query";
import { ProblemError, under } from "@/shared/api";
import { announce } from "@/shared/ui";
import { useExplain } from "./Trouble";

interface Options<T, V> {
  /** Addresses whose answers are old once it is done. */
  refresh?: string[] | ((answer: T, sent: V) => string[]);
  /** What to say once it is done. */
  say?: (answer: T, sent: V) => string | undefined;
  onDone?: (answer: T, sent: V) => void;
  /** The form shows these itself, beside what is wrong. */
  quiet?: (error: ProblemError) => boolean;
}

/** Sends something to the API; says what came of it, and has what changed asked again. */
export function useSend<T, V = void>(send: (value: V) => Promise<T>, options: Options<T, V> = {}): UseMutationResult<T, Error, V> {
  const queryClient = useQueryClient();
  const explain = useExplain();
  return useMutation<T, Error, V>({
    mutationFn: send,
    onSuccess: async (answer, sent) => {
      const refresh = typeof options.refresh === "function" ? options.refresh(answer, sent) : options.refresh;
      const said = options.say?.(answer, sent);
      if (said) announce(said);
      options.onDone?.(answer, sent);
      if (refresh) await queryClient.invalidateQueries(under(...refresh));
    },
    onError: (error) => {
      if (error instanceof ProblemError && options.quiet?.(error)) return;
      announce(explain(error), true);
    },
  });
}
