import { testFaultsOf } from "../../testing/faults/fault-tests.ts";

testFaultsOf("delta run");
