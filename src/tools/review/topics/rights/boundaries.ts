import { groupBy } from "../../../../proof/model/blocks";
import { plain, say } from "../../phrase";
import { fromTo } from "../edited";
import { type Change, type TopicLine } from "../topic";

const BOUNDARY = "permissions_boundary";

/** Boundaries of roles and users. One that is added takes rights only. */
export function boundaryLines({ resources }: Change): TopicLine[] {
  const lines = resources.flatMap(({ type, layer, address, edits }) =>
    edits
      .filter(({ argument }) => /^aws_iam_(role|user)$/.test(type) && argument === BOUNDARY)
      .map((edit) => ({ layer, address, edit })),
  );
  const alike = groupBy(lines, ({ edit }) => plain(fromTo(edit)));
  return [...alike.values()].flatMap((same): TopicLine[] => {
    const [first, ...more] = same;
    if (!first) return [];
    const { layer, address, edit } = first;
    const others = more.length === 0 ? [] : say` and ${more.length} more`;
    const isAdded = edit.before === undefined;
    return [
      {
        level: isAdded ? "info" : "attention",
        harm: "in place",
        layer,
        address,
        edits: same.map((each) => each.edit),
        text: isAdded
          ? say`permissions boundary of ${address}${others}: ${fromTo(edit)}; it takes rights only`
          : say`permissions boundary of ${address}${others}: ${fromTo(edit)}; it no longer limits what a policy can give`,
      },
    ];
  });
}
