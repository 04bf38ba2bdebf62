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
      `attention: data.external.script runs a program at each plan, with the rights of the plan: ["sh","a.sh"]`,
    ],
  },
  {
    after: { "data.http.page": { url: "https://example.com/version" } },
    lines: [
      "attention: data.http.page reads a page at each plan, whose owner decides what it says: https://example.com/version",
    ],
  },
  {
    after: { "module.bucket": { source: "terraform-aws-modules/s3-bucket/aws", version: "4.1.0" } },
    lines: [
      "attention: module.bucket is added: terraform-aws-modules/s3-bucket/aws, 4.1.0; these files do not show its resources, their rights and its programs",
    ],
  },
  {
    after: { "provider.github": { owner: "example" } },
    lines: ["attention: provider.github is added: these files do not show what it acts on"],
  },
  {
    after: {
      "provider.aws": {
        region: "eu-central-1",
        allowed_account_ids: ["999988887777"],
        assume_role: { role_arn: "arn:aws:iam::999988887777:role/deployer" },
      },
    },
    lines: [
      "attention: provider.aws is added: applies act in account 999988887777, role arn:aws:iam::999988887777:role/deployer, region eu-central-1",
    ],
  },
  {
    after: { "provider.aws": { alias: "other" } },
    lines: ["attention: provider.aws is added: these files do not show what it acts on"],
  },
  {
    after: {
      "provider.aws": {
        region: "eu-west-1",
        allowed_account_ids: ["111122223333"],
        assume_role: [{ role_arn: "arn:aws:iam::111122223333:role/apply" }],
      },
    },
    lines: [
      "attention: provider.aws is added: applies act in account 111122223333, role arn:aws:iam::111122223333:role/apply, region eu-west-1",
    ],
  },
  {
    ownFiles: {
      "cluster/me.tf": "removed {\n  from = module.bucket\n  lifecycle {\n    destroy = false\n  }\n}",
    },
    lines: ["attention: removed module.bucket: no stack manages it any more; it stays, with its cost"],
  },
  {
    ownFiles: { "cluster/me.tf": "removed {\n  from = module.bucket\n}" },
    lines: ["attention, outage: removed module.bucket: the apply destroys it"],
  },
];
