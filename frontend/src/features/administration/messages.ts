import { dictionary } from "@/shared/i18n";
import fr from "./messages.fr";

export const useMessages = dictionary(fr, () => import("./messages.en"));
