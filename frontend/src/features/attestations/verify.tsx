import { typeset } from "@/shared/i18n";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { ProblemError, read, type Answer } from "@/shared/api";
import { Loaded } from "@/shared/state";
import { Button, Heading, Icon, Line, TextField, useTitle } from "@/shared/ui";
import { useMessages } from "./messages";
import "./attestations.css";

type Verification = Answer<"/api/v1/attestations/{number}/verify">;

/** What anyone may learn from a number: validity, name, training. */
export function VerifyPage() {
  const t = useMessages();
  const { number } = useParams({ from: "/verifier/$number" });
  const query = useQuery({ ...read("/api/v1/attestations/{number}/verify", { path: { number } }), retry: false });
  useTitle(t.verifyPage);
  const unknown = query.error instanceof ProblemError && (query.error.status === 404 || query.error.status === 422);
  return (
    <div className="wrap verify">
      {unknown ? (
        <>
          <Verdict kind="stop" title={t.unknownTitle} text={t.unknownText} />
          <Again number={number} />
        </>
      ) : (
        <Loaded query={query} waiting={<Line height="12rem" />} page>
          {(v) => <Found v={v} />}
        </Loaded>
      )}
      <p className="small muted">{t.revealed}</p>
    </div>
  );
}

function Found({ v }: { v: Verification }) {
  const t = useMessages();
  const verdicts = {
    valid: { kind: "good", title: t.valid, text: t.validText },
    replaced: { kind: "stop", title: t.replacedTitle, text: t.replacedText },
    revoked: { kind: "stop", title: t.revokedTitle, text: t.revokedText },
  } as const;
  return (
    <>
      <Verdict {...verdicts[v.state]} />
      <dl className="facts card pad">
        {v.name ? (
          <div>
            <dt>{t.person}</dt>
            <dd>
              <b>{v.name}</b>
            </dd>
          </div>
        ) : null}
        <div>
          <dt>{t.formation}</dt>
          <dd>
            <b>{typeset(v.title)}</b>
          </dd>
        </div>
      </dl>
    </>
  );
}

function Verdict({ kind, title, text }: { kind: "good" | "stop"; title: string; text: string }) {
  return (
    <div className={kind === "good" ? "verdict good" : "verdict"}>
      <Icon name={kind === "good" ? "check" : "warn"} />
      <div>
        <Heading>{title}</Heading>
        <p>{text}</p>
      </div>
    </div>
  );
}

function Again({ number }: { number: string }) {
  const t = useMessages();
  const navigate = useNavigate();
  const [text, setText] = useState(number);
  return (
    <form
      className="row-flex again"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) void navigate({ to: "/verifier/$number", params: { number: text.trim() } });
      }}
    >
      <TextField label={t.tryNumber} value={text} onChange={(e) => setText(e.target.value)} autoComplete="off" />
      <Button type="submit">{t.check}</Button>
    </form>
  );
}
