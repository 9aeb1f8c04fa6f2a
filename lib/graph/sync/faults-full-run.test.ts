import { testFaultsOf } from "../../testing/faults/fault-tests.ts";

testFaultsOf("full run");
