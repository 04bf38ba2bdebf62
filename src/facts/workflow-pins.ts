/** An action of a workflow, pinned to a commit: tags of actions have been moved to malicious commits (tj-actions, 2025-03; aquasecurity/trivy-action, 2026-03). */
export interface ActionPin {
  readonly action: string;
  readonly commit: string;
  /** Tag of the commit. */
  readonly version: string;
}

/** Source: tags of each repository on GitHub, read from clones of 2026-11-21. */
export const ACTIONS = {
  checkout: {
    action: "actions/checkout",
    commit: "3d3c42e5aac5ba805825da76410c181273ba90b1",
    version: "v7.0.1",
  },
  upload: {
    action: "actions/upload-artifact",
    commit: "bbbca2ddaa5d8feaa63e36b76fdaad77386f024f",
    version: "v7.0.0",
  },
  download: {
    action: "actions/download-artifact",
    commit: "3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c",
    version: "v8.0.1",
  },
  credentials: {
    action: "aws-actions/configure-aws-credentials",
    commit: "e6de054238d6b7531b4efff3b6587d9aade6a06c",
    version: "v6.2.3",
  },
} as const satisfies Readonly<Record<string, ActionPin>>;

/**
 * Scanner of images, as a Go module with the sum that the checksum database has: no action and no image of its authors runs.
 * Its module has no replacements, so `go install` accepts it.
 *
 * Source: `go mod download -json github.com/anchore/grype@v0.121.2`, verified by sum.golang.org (2026-11-21).
 */
export const SCANNER = {
  module: "github.com/anchore/grype",
  version: "v0.121.2",
  sum: "h1:t8eTlmy/XSrNwjoahWG+oUod1oCLL3KL48l/qwkzUQw=",
} as const;

/** Runners of GitHub that build for a platform without emulation (GitHub Docs, "GitHub-hosted runners", read 2026-11-21). */
export const RUNNERS: Readonly<Record<string, string>> = {
  "linux/amd64": "ubuntu-24.04",
  "linux/arm64": "ubuntu-24.04-arm",
};
