import { useQuery } from "@tanstack/react-query";
import { read, useMe, type Schemas } from "@/shared/api";
import { Select, TextField } from "@/shared/ui";
import { useMessages } from "./messages";
import type { Session } from "./page";
import { fromField, toField } from "./times";

export type Edit = Schemas["CoursesSessionEdit"];

interface Props {
  edit: Edit;
  onChange: (change: Partial<Edit>) => void;
  error: (field: string) => string | undefined;
  /** What it is the fields of; none while it is created. */
  session?: Session;
}

/** The fields of a session: when, where, for whom, how many. */
export function SessionFields({ edit, onChange, error, session }: Props) {
  const t = useMessages();
  const me = useMe();
  const { data: lists } = useQuery({ ...read("/api/v1/reference/people"), staleTime: 3_600_000 });
  const helped = (name: "start" | "end" | "enrolFrom" | "enrolUntil") => {
    if (!session) return true;
    if (session.kind === "permanent" || session.state === "closed" || session.state === "cancelled") return false;
    return name !== "start" || session.state !== "open";
  };
  const date = (name: "start" | "end" | "enrolFrom" | "enrolUntil") => (
    <TextField label={t[name]} help={helped(name) ? t[`${name}Help`] : undefined} type="datetime-local" value={toField(edit[name])} onChange={(e) => onChange({ [name]: fromField(e.target.value) })} error={error(name)} />
  );
  return (
    <>
      <TextField label={t.sessionTitle} help={t.titleHelp} value={edit.title ?? ""} onChange={(e) => onChange({ title: e.target.value })} error={error("title")} maxLength={300} />
      <div className="two-fields">
        {date("start")}
        {date("end")}
        {date("enrolFrom")}
        {date("enrolUntil")}
        <TextField label={t.place} value={edit.place ?? ""} onChange={(e) => onChange({ place: e.target.value })} error={error("place")} maxLength={300} />
        <Select label={t.academie} value={edit.academie ?? ""} onChange={(e) => onChange({ academie: e.target.value })} error={error("academie")}>
          <option value="">{t.national}</option>
          {lists?.academies
            .filter((a) => me?.abilities.administer === true || [edit.academie, me?.profile.academie, ...(me?.abilities.pilot ?? [])].includes(a.code))
            .map((a) => (
              <option key={a.code} value={a.code}>
                {a.name}
              </option>
            ))}
        </Select>
        <Select label={t.admission} value={edit.admission ?? "request"} onChange={(e) => onChange({ admission: e.target.value as NonNullable<Edit["admission"]> })} error={error("admission")}>
          {(["open", "request", "list"] as const).map((a) => (
            <option key={a} value={a}>
              {t.admissions[a]}
            </option>
          ))}
        </Select>
        <TextField label={t.capacity} help={t.capacityHelp} type="number" min={0} value={edit.capacity || ""} onChange={(e) => onChange({ capacity: Number(e.target.value) || 0 })} error={error("capacity")} />
        <TextField label={t.distance} type="number" min={0} value={edit.minutesDistance ?? ""} onChange={(e) => onChange({ minutesDistance: Number(e.target.value) || 0 })} error={error("minutesDistance")} />
        <TextField label={t.presence} type="number" min={0} value={edit.minutesPresence ?? ""} onChange={(e) => onChange({ minutesPresence: Number(e.target.value) || 0 })} error={error("minutesPresence")} />
      </div>
      <TextField
        label={t.gaia}
        help={t.gaiaHelp}
        value={(edit.gaia ?? []).join(", ")}
        onChange={(e) => onChange({ gaia: e.target.value.split(",").map((x) => x.trimStart()) })}
        onBlur={(e) => onChange({ gaia: e.target.value.split(",").map((x) => x.trim()).filter(Boolean) })}
        error={error("gaia")}
      />
    </>
  );
}
