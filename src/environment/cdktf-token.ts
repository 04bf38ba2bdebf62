/** Part of every marker that cdktf replaces by another value during synth, even if it is escaped. */
export const TOKEN = "TfToken[";
