import { dictionary } from "@/shared/i18n";
import fr from "./messages.fr";

export const useTeamMessages = dictionary(fr, () => import("./messages.en"));
