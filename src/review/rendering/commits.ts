import { type Commits } from "../../project/synthesized-sides";

/** Digits of a commit on a page. */
const SHORT = 7;

/** `abc1234`, or `abc1234 with uncommitted edits`. */
export const commitText = (commit: Commits["after"] | undefined): string | undefined =>
  commit && `${commit.commit.slice(0, SHORT)}${commit.isEdited === true ? " with uncommitted edits" : ""}`;
