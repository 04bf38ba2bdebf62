import { jsonSchemaPage } from "../../config/reference/json-schema";
import { markdownPage } from "../../config/reference/markdown";
import { environmentSchema } from "../../config/schema";
import { type OutputStack } from "../../terraform-json/output";
import { checksPage } from "./checks-page";
import { costDocs } from "./cost-page";
import { type EmitEnvironment, reviewDocs } from "./review-page";

/** A page that is generated from the code and kept beside it. */
export interface Page {
  /** From the top of the repository. */
  readonly path: string;
  readonly render: () => string;
}

/** Pages that follow from the code alone; a new one is a row here. */
export const PAGES: readonly Page[] = [
  {
    path: "docs/environment.schema.json",
    render: () => jsonSchemaPage(environmentSchema, "An environment of private-eks-inference"),
  },
  { path: "docs/checks.md", render: checksPage },
  { path: "docs/configuration.md", render: () => markdownPage(environmentSchema, "Configuration reference") },
];

/** All pages; some show what commands print of the reference environments, which are synthesized for them. */
export const pagesWith = (
  synthesized: () => readonly OutputStack[],
  emit: EmitEnvironment,
): readonly Page[] => [
  ...PAGES,
  { path: "docs/cost.md", render: () => costDocs(synthesized()) },
  { path: "docs/review.md", render: () => reviewDocs(emit) },
];
