import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { client, meQuery, ProblemError, read, useChangeReader, type Me } from "@/shared/api";
import { locales, type Locale } from "@/shared/i18n";
import { Loaded, Trouble, useSend } from "@/shared/state";
import { announce, Button, buttonClass, Heading, Icon, Line, Select, TextField } from "@/shared/ui";
import { ProfileFields } from "./Fields";
import { useMessages } from "./messages";
import { useProfile } from "./useProfile";
import "./profile.css";

const languageNames: Record<Locale, string> = { fr: "Français", en: "English" };

/** One's own page: who one is for Préau, and what one may change. */
export function ProfilePage() {
  const query = useQuery(meQuery);
  return (
    <Loaded query={query} waiting={<div className="wrap page-pending"><Line height="2rem" width="40%" /><Line height="18rem" /></div>} page>
      {(me) => (me ? <Profile key={me.etag} me={me} /> : <Trouble error={new ProblemError(401, {})} page />)}
    </Loaded>
  );
}

function Profile({ me }: { me: Me }) {
  const t = useMessages();
  const form = useProfile(me);
  return (
    <div className="wrap profile">
      <div className="page-head">
        <div>
          <Heading>{t.title}</Heading>
          <p className="muted">{t.lead}</p>
        </div>
        <Link to="/profil/visibilite" className={buttonClass("quiet")}>
          <Icon name="eye" /> {t.visibility}
        </Link>
      </div>
      <Identity me={me} />
      <form
        className="card pad stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          form.save();
        }}
      >
        <h2>{t.work}</h2>
        <ProfileFields profile={form.profile} onChange={form.change} error={form.error} />
        <div className="two-fields">
          <Select label={t.language} value={form.locale} onChange={(e) => form.chooseLocale(e.target.value === "en" ? "en" : "fr")}>
            {locales.map((l) => (
              <option key={l} value={l}>
                {languageNames[l]}
              </option>
            ))}
          </Select>
        </div>
        <div>
          <Button type="submit" busy={form.saving}>
            {t.save}
          </Button>
        </div>
      </form>
      <Security />
    </div>
  );
}

function Identity({ me }: { me: Me }) {
  const t = useMessages();
  const { data: lists } = useQuery({ ...read("/api/v1/reference/people"), staleTime: 3_600_000 });
  const names = t.roleNames as Record<string, string>;
  return (
    <section className="card pad stack">
      <h2>{t.identity}</h2>
      <dl className="identity">
        <div>
          <dt>{t.name}</dt>
          <dd>
            {me.givenName} {me.familyName}
          </dd>
        </div>
        <div>
          <dt>{t.email}</dt>
          <dd>{me.email}</dd>
        </div>
        {me.roles.length > 0 ? (
          <div>
            <dt>{t.roles}</dt>
            <dd>
              {me.roles.map((r) => (
                <span key={r.role + r.scope} className="chip">
                  {names[r.role] ?? r.role}
                  {r.scope ? t.scope(lists?.academies.find((a) => a.code === r.scope.replace(/^academie:/, ""))?.name ?? r.scope) : ""}
                </span>
              ))}
            </dd>
          </div>
        ) : null}
      </dl>
      <p className="help">{t.identityHelp}</p>
    </section>
  );
}

function Security() {
  const t = useMessages();
  const changeReader = useChangeReader();
  const navigate = useNavigate();
  const gone = () => {
    changeReader(null);
    void navigate({ to: "/connexion", search: { suite: undefined } });
  };
  const out = useSend(() => client.POST("/api/v1/sign-out-everywhere"), { say: () => t.signedOutAll, onDone: gone });
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useSend(() => client.PUT("/api/v1/me/password", { body: { current, new: next } }), {
    onDone: () => {
      announce(t.passwordChanged);
      gone();
    },
  });
  return (
    <section className="card pad stack">
      <h2>{t.security}</h2>
      <details>
        <summary>{t.changePassword}</summary>
        <form
          className="stack password-form"
          onSubmit={(event) => {
            event.preventDefault();
            change.mutate();
          }}
        >
          <TextField label={t.currentPassword} type="password" autoComplete="current-password" required value={current} onChange={(e) => setCurrent(e.target.value)} />
          <TextField label={t.newPassword} help={t.newPasswordHelp} type="password" autoComplete="new-password" minLength={12} required value={next} onChange={(e) => setNext(e.target.value)} />
          <div>
            <Button type="submit" busy={change.isPending}>
              {t.changePassword}
            </Button>
          </div>
        </form>
      </details>
      <div className="row-flex">
        <Button look="danger" busy={out.isPending} onClick={() => out.mutate()}>
          {t.signOutAll}
        </Button>
        <span className="muted small">{t.signOutAllHelp}</span>
      </div>
    </section>
  );
}
