import { type SentenceCase } from "./case";

const REPOSITORY = "aws_ecr_repository.api";
const repository = {
  [REPOSITORY]: {
    name: "api",
    image_tag_mutability: "IMMUTABLE",
    image_scanning_configuration: { scan_on_push: true },
  },
};

const ZONE = "aws_route53_zone.main";
const zone = { [ZONE]: { name: "example.com" } };

const forgetting = (address: string) => `removed {
  from = ${address}
  lifecycle {
    destroy = false
  }
}`;
const importing = (address: string, id: string) => `import {
  to = ${address}
  id = "${id}"
}`;

/** Objects that Terraform no longer manages, or takes over. */
export const HANDOVER_SENTENCES: readonly SentenceCase[] = [
  {
    ownFiles: { "cluster/me.tf": forgetting(REPOSITORY) },
    before: repository,
    lines: [
      "attention: repository api and its images stay in AWS, Terraform no longer manages them, and their storage is billed; to delete them, run aws ecr delete-repository --force --repository-name api, and remove the repository from retained in the address lock",
    ],
  },
  {
    ownFiles: { "cluster/me.tf": importing(REPOSITORY, "api") },
    after: repository,
    topic: "Handed over",
    lines: [
      "attention: the apply imports the retained repository api with its images, or creates it if it was deleted meanwhile",
    ],
  },
  {
    ownFiles: { "cluster/me.tf": forgetting(ZONE) },
    before: zone,
    lines: [
      "attention: aws_route53_zone.main: the object stays as it is, and Terraform no longer manages it",
    ],
  },
  {
    ownFiles: { "cluster/me.tf": importing(ZONE, "Z0123456789ABC") },
    after: zone,
    topic: "Handed over",
    lines: [
      "attention: aws_route53_zone.main: the apply takes over an existing object, and changes it to what these files say",
    ],
  },
  {
    ownFiles: { "cluster/me.tf": forgetting(ZONE).replace("false", "true") },
    before: zone,
    lines: ["attention, outage: aws_route53_zone.main destroyed: no name in it resolves"],
  },
];
