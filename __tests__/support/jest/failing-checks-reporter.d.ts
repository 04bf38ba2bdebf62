interface RunOptions {
  readonly testPathPatterns: { readonly patterns: readonly string[] };
  readonly testNamePattern?: string;
  readonly shard?: { readonly shardIndex: number; readonly shardCount: number };
}

interface RunResults {
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly wasInterrupted: boolean;
}

export function allPassed(results: RunResults): boolean;
export function idsOfChecks(): string[];
export function isWhole(options: RunOptions): boolean;
export function withoutFinding(ids: readonly string[], seen: readonly string[]): string[];
