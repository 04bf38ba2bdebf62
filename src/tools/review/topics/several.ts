import { type ResourceChange } from "../change";
import { type Edit } from "../comparison/edit";
import { type Phrase, say } from "../phrase";
import { type TopicLine } from "./topic";

type Place = Pick<TopicLine, "layer" | "address">;

/** `aws_ecr_repository.api`, or `aws_ecr_repository.api and 3 more`. */
export function addressesOf([first, ...rest]: readonly Pick<TopicLine, "address">[]): Phrase {
  if (!first) return [];
  return rest.length === 0 ? say`${first.address}` : say`${first.address} and ${rest.length} more`;
}

/** An effect on one block. */
export interface Effect {
  readonly place: Place;
  readonly level: TopicLine["level"];
  readonly harm?: TopicLine["harm"];
  /** The edits that have the effect. @default - all of the block */
  readonly edits?: readonly Edit[];
  /** Effects with the same key become one line. */
  readonly key: string;
  /** The sentence, with the addresses of all blocks that have the effect. */
  readonly text: (addresses: Phrase) => Phrase;
}

/** One line for all blocks with the same effect, at the first of them. */
export function joinedLines(effects: readonly Effect[]): TopicLine[] {
  return [...new Set(effects.map(({ key }) => key))].flatMap((key): TopicLine[] => {
    const same = effects.filter((each) => each.key === key);
    const [first] = same;
    if (!first) return [];
    const edits = same.flatMap((each) => each.edits ?? []);
    const places = [...new Map(same.map(({ place }) => [`${place.layer}/${place.address}`, place])).values()];
    return [
      {
        level: first.level,
        ...(first.harm === undefined ? {} : { harm: first.harm }),
        layer: first.place.layer,
        address: first.place.address,
        text: first.text(addressesOf(places)),
        ...(edits.length === 0 ? {} : { edits }),
      },
    ];
  });
}

export const isGone = ({ action, handover }: ResourceChange): boolean =>
  handover === undefined && (action === "destroy" || action === "replace");
