import { dictionary } from "@/shared/i18n";
import fr from "./messages.fr";

export const useTracesMessages = dictionary(fr, () => import("./messages.en"));
export type Messages = ReturnType<typeof useTracesMessages>;
