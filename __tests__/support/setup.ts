// The asynchronous log-in of a reader is not ours to wait for: no test may reach a network.
process.env["CHECKPOINT_DISABLE"] = "1";
