import { useQuery } from "@tanstack/react-query";
import { read, type Schemas } from "@/shared/api";
import { useLabel } from "@/shared/i18n";
import { Select, TextField } from "@/shared/ui";
import { useMessages } from "./messages";

export type Profile = Schemas["IdentityProfile"];

interface Props {
  profile: Profile;
  onChange: (change: Partial<Profile>) => void;
  error: (field: keyof Profile) => string | undefined;
  /** Only what is asked once at the first sign-in. */
  short?: boolean;
}

/** The fields of one's situation, with the reference lists. */
export function ProfileFields({ profile, onChange, error, short = false }: Props) {
  const t = useMessages();
  const label = useLabel();
  const { data: lists } = useQuery({ ...read("/api/v1/reference/people"), staleTime: 3_600_000 });
  const academie = lists?.academies.find((a) => a.code === profile.academie);
  return (
    <>
      <div className="two-fields">
        <Select label={t.academie} value={profile.academie} onChange={(e) => onChange({ academie: e.target.value, departement: "" })} error={error("academie")} autoComplete="off">
          <option value="">{t.unknown}</option>
          {lists?.academies.map((a) => (
            <option key={a.code} value={a.code}>
              {a.name}
            </option>
          ))}
        </Select>
        <Select label={t.departement} value={profile.departement} onChange={(e) => onChange({ departement: e.target.value })} error={error("departement")}>
          <option value="">{t.unknown}</option>
          {academie?.departements.map((d) => (
            <option key={d.code} value={d.code}>
              {d.name} ({d.code})
            </option>
          ))}
        </Select>
      </div>
      <div className="two-fields">
        <TextField label={t.uai} help={t.uaiHelp} value={profile.uai} onChange={(e) => onChange({ uai: e.target.value.toUpperCase() })} error={error("uai")} maxLength={8} autoComplete="off" spellCheck={false} />
        <TextField label={t.establishment} help={t.establishmentHelp} value={profile.establishment} onChange={(e) => onChange({ establishment: e.target.value })} error={error("establishment")} maxLength={200} autoComplete="organization" />
      </div>
      {short ? null : (
        <div className="two-fields">
          <Select label={t.degree} value={profile.degree} onChange={(e) => onChange({ degree: e.target.value as Profile["degree"] })} error={error("degree")}>
            <option value="">{t.unknown}</option>
            {(["1d", "2d", "other"] as const).map((d) => (
              <option key={d} value={d}>
                {t.degrees[d]}
              </option>
            ))}
          </Select>
          <Select label={t.sector} value={profile.sector} onChange={(e) => onChange({ sector: e.target.value as Profile["sector"] })} error={error("sector")}>
            <option value="">{t.unknown}</option>
            {(["public", "private"] as const).map((s) => (
              <option key={s} value={s}>
                {t.sectors[s]}
              </option>
            ))}
          </Select>
        </div>
      )}
      <div className="two-fields">
        <Select label={t.fonction} value={profile.fonction} onChange={(e) => onChange({ fonction: e.target.value, publics: lists?.fonctions.find((x) => x.code === e.target.value)?.publics ?? profile.publics })} error={error("fonction")}>
          <option value="">{t.unknown}</option>
          {lists?.fonctions.map((x) => (
            <option key={x.code} value={x.code}>
              {label(x)}
            </option>
          ))}
        </Select>
        {short ? null : (
          <Select label={t.corps} value={profile.corps} onChange={(e) => onChange({ corps: e.target.value })} error={error("corps")}>
            <option value="">{t.unknown}</option>
            {lists?.corps.map((x) => (
              <option key={x.code} value={x.code}>
                {label(x)}
              </option>
            ))}
          </Select>
        )}
      </div>
    </>
  );
}
