import { type SentenceCase } from "./case";

const ELSEWHERE =
  "terraform init requires -migrate-state, and the old state object remains; without it, Terraform creates everything a second time";

const backend = (s3: object) => ({ terraform: { backend: { s3: { bucket: "states", ...s3 } } } });

/** The place of the states and of the resources, and what protects a state. */
export const STATE_SENTENCES: readonly SentenceCase[] = [
  {
    before: backend({ key: "a" }),
    after: backend({ key: "b" }),
    lines: [`attention, cannot go back: backend.s3.key of the state of cluster: a → b; ${ELSEWHERE}`],
  },
  {
    before: backend({ use_lockfile: true }),
    after: backend({}),
    lines: [
      "attention, in place: backend.s3.use_lockfile of the state of cluster: true → not set; two applies at the same time can overwrite each other's state",
    ],
  },
  {
    before: backend({ encrypt: true }),
    after: backend({ encrypt: false }),
    lines: [
      "attention, in place: backend.s3.encrypt of the state of cluster: true → false; the next write encrypts the state in another way",
    ],
  },
  {
    before: { "provider.aws": { region: "eu-west-1" } },
    after: { "provider.aws": { region: "eu-west-3" } },
    lines: [
      "attention, cannot go back: region of provider.aws in cluster: eu-west-1 → eu-west-3; Terraform looks for all resources there, and the existing ones remain unmanaged",
    ],
  },
];
