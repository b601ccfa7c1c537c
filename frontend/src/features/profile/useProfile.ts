import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { client, meQuery, ProblemError, type Me } from "@/shared/api";
import { setLocale, type Locale } from "@/shared/i18n";
import { useSend } from "@/shared/state";
import { announce } from "@/shared/ui";
import type { Profile } from "./Fields";
import { useMessages } from "./messages";

/** A profile being edited, and its saving from the version it started from. */
export function useProfile(me: Me, onSaved?: () => void) {
  const t = useMessages();
  const queryClient = useQueryClient();
  const [profile, setProfile] = useState<Profile>(me.profile);
  const [locale, chooseLocale] = useState<Locale>(me.locale);
  const save = useSend(() => client.PUT("/api/v1/me/profile", { params: { header: { "If-Match": me.etag } }, body: { ...profile, locale } }), {
    refresh: ["/api/v1/catalogue", "/api/v1/me/catalogue-preset"],
    say: () => t.saved,
    quiet: (error) => error.status === 422 || error.status === 412,
    onDone: ({ data }) => {
      if (!data) return;
      queryClient.setQueryData(meQuery.queryKey, data);
      setProfile(data.profile);
      setLocale(data.locale);
      onSaved?.();
    },
  });
  const problem = save.error instanceof ProblemError ? save.error : undefined;
  return {
    profile,
    locale,
    chooseLocale,
    change: (change: Partial<Profile>) => setProfile((p) => ({ ...p, ...change })),
    error: (field: keyof Profile) => problem?.field(field),
    save: () =>
      save.mutate(undefined, {
        onError: (error) => {
          if (!(error instanceof ProblemError) || error.status !== 412) return;
          announce(t.stale, true);
          void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
        },
      }),
    saving: save.isPending,
  };
}
