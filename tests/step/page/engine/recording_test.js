// tests/step/page/engine/recording_test.js: what is opened, and what is refused with one sentence.
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const {Vitro, recordingBytes} = require("./load.js");
const {Program, file} = require("./build.js");

function small() {
    const program = new Program(), x = program.parameter([1, 2, 3, 4], [2, 2]);
    program.op("sum", [program.op("add", [program.op("reshape", [x], {shape: {shape: [4]}}), program.constant([5])])]);
    return program;
}
const refuses = (bytes, pattern) => assert.throws(() => Vitro.openRecording(bytes),
    error => error instanceof Error && error.constructor.name === "Error" && pattern.test(error.message) &&
        /^[A-Z][^\n]*\.$/.test(error.message));

test("the lesson opens, as an ArrayBuffer and as bytes that do not begin at a multiple of four", () => {
    const buffer = recordingBytes(), recording = Vitro.openRecording(buffer);
    assert.equal(recording.schema, "vitro-recording/1");
    assert.ok(recording.graphs.length > 20 && recording.loss > recording.loss_after);
    const moved = new Uint8Array(buffer.byteLength + 1);
    moved.set(new Uint8Array(buffer), 1);
    assert.deepEqual(Vitro.openRecording(moved.subarray(1)).numbers(0, 3), recording.numbers(0, 3));
});

test("values, contributions, updates: views and outer values have the numbers of what they stand for", () => {
    const recording = Vitro.openRecording(recordingBytes());
    recording.graphs.forEach((graph, g) => graph.values.forEach(({shape, view_of, outer}, value) => {
        const numbers = recording.numbers(g, value);
        assert.equal(numbers.length, Vitro.shapes.size(shape));
        if (view_of !== undefined) assert.equal(numbers, recording.numbers(g, view_of));
        if (outer !== undefined) assert.equal(numbers, recording.numbers(0, outer));
        assert.equal(recording.captured(g, value), null);
    }));
    assert.equal(recording.update(0, "after").length, recording.numbers(0, recording.updates[0].value).length);
    assert.equal(recording.update(0, "first_moment.before").length, recording.update(0, "stale").length);
    assert.equal(recording.update(0, "nothing"), null);
});

test("a file cut short anywhere is refused", () => {
    const whole = new Uint8Array(recordingBytes());
    for (const length of [0, 7, 8, 100, 5000, whole.length >> 1, whole.length - 4, whole.length - 1])
        refuses(whole.slice(0, length), /short|truncated|damaged/);
    refuses(new Uint8Array([...whole.slice(0), 0]), /goes on/);
});

test("foreign and newer files are told apart", () => {
    refuses(new TextEncoder().encode("this is some text and no tensors"), /truncated, or no safetensors/);
    refuses(file({}, {x: [1]}, {key: "format"}), /no recording of vitro's/);
    refuses(file({}, {x: [1]}, {key: "format", dtype: "F16"}), /no recording of vitro's/);
    refuses(small().bytes(json => {
        json.schema = "vitro-recording/2";
    }),
        /newer/);
    refuses(small().bytes(json => {
        json.schema = "other/1";
    }),
        /schema is 'other\/1'/);
    refuses(small().bytes(json => {
        delete json.schema;
    }),
        /schema is 'undefined'/);
});

test("damage in the description is found before it is an index", () => {
    const graph = json => json.graphs[0];
    for (const damage of [json => {
             graph(json).ops[0].inputs[0] = 99;
         },
                         json => {
                             graph(json).ops[0].output = -1;
                         },
                         json => {
                             graph(json).events[0].kind = "X";
                         },
                         json => {
                             graph(json).events[0].index = 1.5;
                         },
                         json => {
                             graph(json).values[1].view_of = 1;
                         },
                         json => {
                             graph(json).values[0].outer = 0;
                         },
                         json => {
                             graph(json).values[1].view_of = 0, graph(json).values[1].shape = [3];
                         },
                         json => {
                             graph(json).contributions[0].value = 0;
                         },
                         json => {
                             graph(json).values[0].shape = ["2", 2];
                         },
                         json => {
                             delete graph(json).values;
                         },
                         json => {
                             json.graphs = [];
                         },
                         json => {
                             delete json.updates;
                         },
                         json => {
                             json.updates = [{value: 0}];
                         },
                         (json, tensors) => {
                             delete tensors["v/0"];
                         },
                         (json, tensors) => {
                             tensors["v/0"] = [1, 2];
                         },
                         (json, tensors) => {
                             delete tensors["c/0"];
                         }])
        refuses(small().bytes(damage), /damaged|incomplete/);
});

test("the header must describe every byte once, as floats", () => {
    const rewritten = change => {
        const bytes = small().bytes(), length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
        const header = JSON.parse(Buffer.from(bytes.slice(8, 8 + length)));
        change(header);
        const text = Buffer.from(JSON.stringify(header)), size = Buffer.alloc(8);
        size.writeBigUInt64LE(BigInt(text.length));
        return new Uint8Array(Buffer.concat([size, text, bytes.slice(8 + length)]));
    };
    Vitro.openRecording(rewritten(() => {}));
    refuses(rewritten(header => {
        header["v/0"].dtype = "F64";
    }),
        /F64/);
    refuses(rewritten(header => {
        header["v/0"].data_offsets = [0, 1e9];
    }),
        /not as many/);
    refuses(rewritten(header => {
        header["v/0"].shape = [4, -1];
    }),
        /shape/);
    refuses(rewritten(header => {
        header["v/1"] = header["v/0"];
    }),
        /damaged/);
    refuses(rewritten(header => {
        delete header["v/0"];
    }),
        /damaged/);
    refuses(rewritten(header => {
        header["v/0"] = 3;
    }),
        /undefined/);
    refuses(rewritten(header => {
        header.__metadata__ = [];
    }),
        /metadata/);
});

test("of a large tensor the window is there, and what else is known", () => {
    const program = new Program();
    program.op("sum", [program.op("neg", [program.parameter(Array.from({length: 100}, (_, i) => i), [100])])]);
    const rest = {greatest: [99], extremes: [99], sum_of_squares: 328350, least: 0, most: 99, zeros: 1, not_finite: 0};
    const recording = Vitro.openRecording(program.bytes((json, tensors) => {
        tensors["v/0"] = tensors["v/0"].data.slice(0, 10);
        json.captured["v/0"] = rest;
    }));
    assert.deepEqual(recording.captured(0, 0), {...rest, size: 100, window: 10});
    assert.equal(recording.numbers(0, 0).length, 10);
    assert.match(Vitro.recompute(recording, 0, 0).skipped, /only a part/);
    assert.throws(() => Vitro.replay(recording), /only a part/);
    assert.equal(Vitro.checkAll(recording).ok, true);
});
