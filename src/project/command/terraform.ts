import { type UserError, userError } from "../../base/errors";

/** The error of a command that needs terraform. */
export const noTerraform = (): UserError =>
  userError({
    place: "terraform",
    got: "no such program",
    expected: "terraform on the PATH",
    fix: "install it",
  });
