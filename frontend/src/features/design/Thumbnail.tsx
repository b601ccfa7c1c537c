import { Button } from "@/shared/ui";
import { MediaSender } from "./MediaSender";
import { useMessages } from "./messages";
import { pictureOf } from "./picture";
import { useArrival } from "./useArrival";
import { designed } from "./VideoFields";

interface Props {
  parcours: string;
  object: string;
  error: string | undefined;
  onChange: (object: string) => void;
}

/** The picture of a card. It decorates, so it has no text of its own: what matters is in the card. */
export function Thumbnail({ parcours, object, error, onChange }: Props) {
  const t = useMessages();
  const root = useArrival<HTMLFieldSetElement>(object);
  return (
    <fieldset ref={root} tabIndex={-1} className="stack thumbnail-field">
      <legend className="label">{t.fields.thumbnail}</legend>
      {object ? (
        <div className="row-flex">
          <img src={designed(parcours, object)} alt="" width={320} height={180} />
          <Button look="quiet" small onClick={() => onChange("")}>
            {t.removePicture}
          </Button>
        </div>
      ) : null}
      <MediaSender parcours={parcours} use="thumbnail" icon="eye" label={object ? t.otherPicture : t.choosePicture} accept="image/png,image/jpeg,image/webp" help={t.helps.thumbnail} small prepare={pictureOf} onKept={onChange} />
      {error ? <p className="wrong">{error}</p> : null}
    </fieldset>
  );
}
