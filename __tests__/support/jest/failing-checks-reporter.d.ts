interface RunOptions {
  readonly testPathPatterns: { readonly patterns: readonly string[] };
  readonly testNamePattern?: string;
  readonly shard?: { readonly shardIndex: number; readonly shardCount: number };
}

export function idsOfChecks(): string[];
export function isWhole(options: RunOptions): boolean;
export function withoutFinding(ids: readonly string[], seen: readonly string[]): string[];
