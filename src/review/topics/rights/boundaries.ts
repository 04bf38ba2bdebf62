import { fromTo, plain, say } from "../../stages/phrase";
import { sentencesOf } from "../named";
import { type Change, editsOf, keyOfPlace, resultsByKey, type TopicLine } from "../topic";
import { isAdministrator } from "./openings";

/** Boundaries of roles and users. One that is added takes rights only. */
export const boundaryLines = ({ after, resources }: Change): TopicLine[] =>
  resultsByKey(
    resources
      .filter(({ type }) => /^aws_iam_(role|user)$/.test(type))
      .flatMap((resource) =>
        editsOf(resource, "permissions_boundary").map((edit) => {
          const isFull = isAdministrator(after, keyOfPlace(resource));
          return { resource, edit, isFull };
        }),
      ),
    ({ edit, isFull }) => `${plain(fromTo(edit))} ${isFull}`,
    ({ resource, edit, isFull }, same) => {
      const others = same.length === 1 ? [] : say` and ${same.length - 1} more`;
      const edits = same.map((each) => each.edit);
      const other = isFull ? "boundary of an administrator" : "other boundary";
      const name = edit.before === undefined ? "boundary added" : other;
      return sentencesOf("Permissions").line(name, resource, { others, change: fromTo(edit) }, { edits });
    },
  );
