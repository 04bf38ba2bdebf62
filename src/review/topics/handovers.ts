import { type ResourceChange } from "../change";
import { type Phrase, say } from "../stages/phrase";
import { type Effect, alike } from "./alike";
import { type Topic } from "./topic";

const REPOSITORY = "aws_ecr_repository";

/** Objects that Terraform no longer manages, or may take over. */
export const handovers: Topic = {
  title: "Handed over",
  lines: ({ resources }) =>
    alike(
      resources.flatMap((change): Effect[] => {
        const { type, layer, address, handover } = change;
        if (handover === undefined) return [];
        const text = type === REPOSITORY ? OF_REPOSITORY[handover](change) : undefined;
        return [
          {
            layer,
            address,
            level: "attention",
            text: (all) => text ?? OTHERS[handover](all),
          },
        ];
      }),
    ),
  judges: (changed, edit) => edit === undefined && "handover" in changed && changed.handover !== undefined,
};

type Handover = "forget" | "import";

const OF_REPOSITORY: Readonly<Record<Handover, (change: ResourceChange) => Phrase>> = {
  forget: ({ before }) =>
    say`repository ${nameIn(before)} and its images stay in AWS, Terraform no longer manages them, and their storage is billed; to delete them, run aws ecr delete-repository --force --repository-name ${nameIn(before)}, and remove the repository from retained in the address lock`,
  import: ({ after }) =>
    say`the apply imports the retained repository ${nameIn(after)} with its images, or creates it if it was deleted meanwhile`,
};

const OTHERS: Readonly<Record<Handover, (addresses: Phrase) => Phrase>> = {
  forget: (all) => say`${all}: the object stays as it is, and Terraform no longer manages it`,
  import: (all) =>
    say`${all}: the apply takes over an existing object, and changes it to what these files say`,
};

const nameIn = (config: ResourceChange["before"]): string => String(config?.["name"]);
