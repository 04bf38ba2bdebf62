import { type ResourceChange } from "../change";
import { type Phrase, say } from "../phrase";
import { type Topic } from "./topic";

/** Image repositories that Terraform no longer manages, or may take over again. */
export const retainedRepositories: Topic = {
  title: "Retained repositories",
  lines: ({ resources }) =>
    resources.flatMap((change) => {
      const { layer, address, handover } = change;
      return handover === undefined
        ? []
        : [{ level: "attention" as const, layer, address, text: TEXTS[handover](change) }];
    }),
};

const TEXTS: Readonly<Record<"forget" | "import", (change: ResourceChange) => Phrase>> = {
  forget: ({ before }) =>
    say`repository ${nameIn(before)} and its images stay in AWS, Terraform no longer manages them, and their storage is billed; to delete them, run aws ecr delete-repository --force --repository-name ${nameIn(before)}, and remove the repository from retained in the address lock`,
  import: ({ after }) =>
    say`the apply imports the retained repository ${nameIn(after)} with its images, or creates it if it was deleted meanwhile`,
};

const nameIn = (config: ResourceChange["before"]): string => String(config?.["name"]);
