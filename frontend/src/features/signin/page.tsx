import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { changeReader, client, meQuery, noteFresh, ProblemError, read, useMe, type Me } from "@/shared/api";
import { setLocale, useLabel } from "@/shared/i18n";
import { useExplain, useSend } from "@/shared/state";
import { announce, Button, Check, Heading, Icon, TextField } from "@/shared/ui";
import { useMessages } from "./messages";
import "./signin.css";

/** Where to go once signed in: the page one came from, and only a page of ours. */
function destination(suite: string | undefined): string {
  return suite?.startsWith("/") && !suite.startsWith("//") && !suite.startsWith("/\\") && !suite.startsWith("/connexion") ? suite : "/";
}

/** Signing in with an address and a password. */
export function SignInPage() {
  const t = useMessages();
  const { suite } = useSearch({ from: "/connexion" });
  const me = useMe();
  const router = useRouter();
  const arrivingRef = useRef(false); // signing in goes on to its own page
  useEffect(() => {
    if (me && !arrivingRef.current) void router.navigate({ href: destination(suite), replace: true });
  }, [me, suite, router]);
  return (
    <div className="wrap signin">
      <div className="card pad">
        <Heading>{t.title}</Heading>
        <p className="muted lead">{t.lead}</p>
        <Form suite={suite} arrivingRef={arrivingRef} />
      </div>
      <Demo />
    </div>
  );
}

interface Fill {
  email: string;
  password: string;
}

const fillEvent = "preau:fill";

function Form({ suite, arrivingRef }: { suite: string | undefined; arrivingRef: React.RefObject<boolean> }) {
  const t = useMessages();
  const explain = useExplain();
  const navigate = useNavigate();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [lasting, setLasting] = useState(false);
  const [shown, setShown] = useState(false);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const fill = (event: Event) => {
      const { email: e, password: p } = (event as CustomEvent<Fill>).detail;
      setEmail(e);
      setPassword(p);
      announce(t.filled);
      form.current?.querySelector<HTMLButtonElement>("button[type=submit]")?.focus();
    };
    addEventListener(fillEvent, fill);
    return () => removeEventListener(fillEvent, fill);
  }, [t]);

  const enter = useSend(() => client.POST("/api/v1/sign-in", { body: { email: email.trim(), password, lasting } }), {
    quiet: (error) => error.status < 500,
    onDone: ({ data }) => {
      if (!data) return;
      const person: Me = data;
      arrivingRef.current = true;
      noteFresh();
      setLocale(person.locale);
      changeReader(queryClient, person);
      queryClient.setQueryData(meQuery.queryKey, person);
      announce(t.welcome(person.givenName));
      if (!person.profileComplete && !person.profileAskedAt) void navigate({ to: "/bienvenue", search: { suite: destination(suite) }, replace: true });
      else void router.navigate({ href: destination(suite), replace: true });
    },
  });
  const refused = enter.error instanceof ProblemError && enter.error.status < 500 ? explain(enter.error) : undefined;

  return (
    <form
      ref={form}
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (email.trim() && password) enter.mutate();
        else event.currentTarget.querySelector<HTMLInputElement>(email.trim() ? "[name=password]" : "[name=email]")?.focus();
      }}
    >
      {refused ? (
        <p className="note stop" role="alert">
          {refused}
        </p>
      ) : null}
      <TextField label={t.email} name="email" type="email" autoComplete="username" inputMode="email" required value={email} onChange={(e) => setEmail(e.target.value)} error={tried && !email.trim() ? t.missing : undefined} />
      <TextField label={t.password} name="password" type={shown ? "text" : "password"} autoComplete="current-password" required value={password} onChange={(e) => setPassword(e.target.value)} error={tried && !password ? t.missing : undefined} />
      <div>
        <Check checked={shown} onChange={(e) => setShown(e.target.checked)}>
          {t.show}
        </Check>
        <Check checked={lasting} onChange={(e) => setLasting(e.target.checked)}>
          {t.lasting}
          <span className="help">
            <br />
            {t.lastingHelp}
          </span>
        </Check>
      </div>
      <Button type="submit" busy={enter.isPending}>
        {t.submit}
      </Button>
      <p className="small muted">{t.forgotten}</p>
    </form>
  );
}

/** The accounts of a demonstration; elsewhere there are none. */
function Demo() {
  const t = useMessages();
  const label = useLabel();
  const role = (account: { role: string; english: string }) => label({ label: account.role, english: account.english });
  const { data } = useQuery({ ...read("/api/v1/platform"), staleTime: Infinity, retry: false });
  if (!data || (data.demo ?? []).length === 0) return null;
  return (
    <section className="demo" aria-labelledby="demo">
      <h2 id="demo">{t.demoTitle}</h2>
      <p className="muted small">{t.demoText}</p>
      <ul>
        {(data.demo ?? []).map((account) => (
          <li key={account.email} className="card">
            <button type="button" aria-label={t.fill(`${account.name}, ${role(account)}`)} onClick={() => dispatchEvent(new CustomEvent<Fill>(fillEvent, { detail: { email: account.email, password: account.password } }))}>
              <Icon name="user" />
              <span>
                <b>{account.name}</b>
                <br />
                <span className="muted small">{role(account)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
