import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { client, meQuery, ProblemError, type Me } from "@/shared/api";
import { Loaded, Trouble, useSend } from "@/shared/state";
import { Button, Heading, Line } from "@/shared/ui";
import { ProfileFields } from "./Fields";
import { useMessages } from "./messages";
import { useProfile } from "./useProfile";
import "./profile.css";

/** What is asked once, at the first sign-in: where one works. It may be left for later. */
export function WelcomePage() {
  const query = useQuery(meQuery);
  return (
    <Loaded query={query} waiting={<div className="wrap page-pending"><Line height="2rem" width="40%" /></div>} page>
      {(me) => (me ? <Ask me={me} /> : <Trouble error={new ProblemError(401, {})} page />)}
    </Loaded>
  );
}

function Ask({ me }: { me: Me }) {
  const t = useMessages();
  const { suite } = useSearch({ from: "/bienvenue" });
  const router = useRouter();
  const queryClient = useQueryClient();
  const [tried, setTried] = useState(false);
  const go = () => void router.navigate({ href: suite?.startsWith("/") && !suite.startsWith("//") ? suite : "/", replace: true });
  const form = useProfile(me, go);
  const later = useSend(() => client.PUT("/api/v1/me/profile/asked"), {
    onDone: () => {
      const asked: Me = { ...me, profileAskedAt: new Date().toISOString() };
      queryClient.setQueryData(meQuery.queryKey, asked);
      go();
    },
  });
  const { profile } = form;
  const place = profile.uai.trim() !== "" || profile.establishment.trim() !== "";
  return (
    <div className="wrap profile">
      <div className="page-head">
        <div>
          <Heading>{t.welcomeTitle(me.givenName)}</Heading>
          <p className="muted">{t.welcomeLead}</p>
        </div>
      </div>
      <form
        className="card pad stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (profile.academie && place) form.save();
        }}
      >
        <ProfileFields
          short
          profile={profile}
          onChange={form.change}
          error={(field) => form.error(field) ?? (tried && field === "academie" && !profile.academie ? t.required : tried && field === "establishment" && !place ? t.requiredText : undefined)}
        />
        <div className="row-flex">
          <Button type="submit" busy={form.saving}>
            {t.go}
          </Button>
          <Button look="plain" busy={later.isPending} onClick={() => later.mutate()}>
            {t.later}
          </Button>
        </div>
      </form>
    </div>
  );
}
