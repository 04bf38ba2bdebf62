import { Testing } from "cdktf";
import "cdktf/lib/testing/adapters/jest";

/** Imported for its effect: `expect` gains cdktf's matchers, such as `toHaveResourceWithProperties`. */
Testing.setupJest();
