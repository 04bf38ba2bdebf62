import { type SentenceCase } from "./case";

/** Data sources, modules and providers of the owner, whose code no stack shows. */
export const FOREIGN_CODE_SENTENCES: readonly SentenceCase[] = [
  {
    ownFiles: { "cluster/me.tf": 'data "aws_caller_identity" "me" {}' },
    lines: ["info: data.aws_caller_identity.me is read; a read changes nothing"],
  },
  {
    after: { "data.external.script": { program: ["sh", "a.sh"] } },
    lines: [
      `attention: data.external.script runs a program at each plan, with the rights of who plans: ["sh","a.sh"]`,
    ],
  },
];
