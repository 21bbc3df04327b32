// examples/step/page/app/formula.js: the formulas of core and of the narration, as MathML.
//
// They are written for a line of text: "dx = dy / (2 y)", "y_ij = x_ij where i may attend to j". A space is a product, a
// name right before a bracket is a function, and what has no other meaning are words.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});

const kGreek = {gamma: "γ", beta: "β", sum: "Σ", pi: "π", eps: "ε", Phi: "Φ", phi: "φ"};
const kPrefix = new Set("sum max mean var ln log rstd".split(" "));  // apply to what follows
const kWords = new Set("seen under another shape as a constant nothing flows back there elsewhere each part gets its with the axes in order is first maximum where i may attend to else value given one after other along an over rows of per head pair columns start length of".split(" "));
const kSigns = {"*": "·", "-": "−", "->": "→", ".": "·", "..": "…"};
const kToken = /([A-Za-z]+(?:-[a-z]+|'s?)?)|(\d+(?:\.\d+)?)|(->|\.\.|[-+*/=<>.,:()[\]{}^_])/gy;

/** [{text, kind: "name" | "number" | "sign", glued: no space before}] */
function tokensOf(text) {
    const tokens = [];
    for (let at = 0; at < text.length;) {
        if (text[at] === " ") { ++at; continue; }
        kToken.lastIndex = at;
        const found = kToken.exec(text);
        if (!found) { ++at; continue; }
        tokens.push({text: found[0], kind: found[1] ? "name" : found[2] ? "number" : "sign", glued: at > 0 && text[at - 1] !== " "});
        at = kToken.lastIndex;
    }
    return tokens;
}
const escape = text => app.escape(text);
const name = text => kGreek[text] ? `<mi>${kGreek[text]}</mi>` : `<mi${text.length > 1 && !/^[a-z]{3,}/.test(text) && !kPrefix.has(text) ? " class=\"slanted\"" : ""}>${escape(text.replace("'", "′"))}</mi>`;
const sign = text => `<mo>${escape(kSigns[text] ?? text)}</mo>`;
const row = parts => parts.length === 1 ? parts[0] : `<mrow>${parts.join("")}</mrow>`;
const fence = text => `<mo stretchy="false">${text}</mo>`, fenced = (open, inside, close) => `<mrow>${fence(open)}${inside}${fence(close)}</mrow>`;

const kBare = /^<mrow><mo stretchy="false">\(<\/mo>((?:(?!<mo stretchy).)*)<mo stretchy="false">\)<\/mo><\/mrow>$/;
/** What a stroke divides: "a/b" the factor before it, "a b / c" all factors back to a sign. */
function dividend(parts, glued) {
    const factors = [parts.pop() ?? ""];
    while (!glued && parts.length && !/^<m(o|text)/.test(parts.at(-1))) factors.unshift(parts.pop());
    return factors.length === 1 ? factors[0].replace(kBare, "<mrow>$1</mrow>") : row(factors);
}
/** Words are words where two stand side by side that are no functions: "may attend to". */
const isWord = (tokens, k) => tokens[k].kind === "name" && kWords.has(tokens[k].text) && tokens[k].text.length > 1
    || ["a", "i"].includes(tokens[k].text) && ["as", "where"].includes(tokens[k - 1]?.text);

function reader(tokens) {
    let k = 0, flat = 0;  // flat: in a root or a script a fraction stays in the line
    const peek = () => tokens[k]?.text, glued = () => tokens[k]?.glued;
    /** What is in brackets, without them. */
    function inside(close) {
        ++k;
        const parts = parse(close);
        ++k;
        return row(parts);
    }
    function script() {
        const minus = peek() === "-" ? (++k, sign("-")) : "";
        if (peek() === "{") return inside("}");
        if (peek() === "(") return `<mrow>${minus}${inside(")")}</mrow>`;
        if (peek() === "[") return fenced("[", inside("]"), "]");
        const {text, kind} = tokens[k++], base = kind === "name" ? name(text) : `<mn>${text}</mn>`;
        const index = peek() === "[" && glued() ? fenced("[", inside("]"), "]") : "";
        return minus || index ? `<mrow>${minus}${base}${index}</mrow>` : base;
    }
    function scripts(base) {
        while ((peek() === "_" || peek() === "^") && glued()) {
            const mark = tokens[k++].text === "_" ? "msub" : "msup";
            base = `<${mark}>${base}${script()}</${mark}>`;
        }
        return base;
    }
    /** A number, a name with what it is applied to, a bracket; bare: a bracket without its signs. */
    function atom(bare = false) {
        if (peek() === "(") { const content = inside(")"); return bare && peek() !== "^" ? content : scripts(fenced("(", content, ")")); }
        if (peek() === "[") return scripts(fenced("[", inside("]"), "]"));
        const {text, kind} = tokens[k++];
        if (kind === "number") return scripts(`<mn>${text}</mn>`);
        if (kind === "sign") return sign(text);
        if (text === "sqrt" && peek() === "(") { ++flat; const root = `<msqrt>${inside(")")}</msqrt>`; --flat; return scripts(root); }
        const base = scripts(name(text));
        if (peek() === "(" && glued()) return scripts(`<mrow>${base}${fenced("(", inside(")"), ")")}</mrow>`);
        if (peek() === "[" && glued()) return `<mrow>${base}${fenced("[", inside("]"), "]")}</mrow>`;
        return kPrefix.has(text) && k < tokens.length && tokens[k].kind !== "sign" && !isWord(tokens, k) ? `<mrow>${base}<mspace width=".17em"></mspace>${atom()}</mrow>` : base;
    }
    function parse(close = null) {
        const parts = [];
        let product = false;
        while (k < tokens.length && peek() !== close) {
            const text = peek();
            if (isWord(tokens, k)) {
                const words = [];
                while (k < tokens.length && isWord(tokens, k)) words.push(tokens[k++].text);
                parts.push(`<mtext>&nbsp;${words.join(" ")}&nbsp;</mtext>`), product = false;
            } else if (text === "/" && !flat) {
                const above = dividend(parts, tokens[k++].glued);
                parts.push(`<mfrac>${above}${atom(true)}</mfrac>`), product = true;
            } else if (text === "," || text === ":") {
                ++k;
                parts.push(`<mo separator="true">${text}</mo>${close ? "" : "<mspace width=\".7em\"></mspace>"}`), product = false;
            } else if (tokens[k].kind === "sign" && !"([".includes(text)) {
                parts.push(atom()), product = false;
            } else {
                if (product) parts.push("<mspace width=\".22em\"></mspace>");
                parts.push(atom()), product = true;
            }
        }
        return parts;
    }
    return parse;
}
const known = new Map();
/** One element for each part between commas, so that a long one is broken there. */
app.formula = text => {
    if (known.has(text)) return known.get(text);
    const groups = [[]];
    for (const part of reader(tokensOf(text))()) {
        groups.at(-1).push(part);
        if (part.startsWith("<mo separator")) groups.push([]);
    }
    known.set(text, groups.filter(group => group.length).map(group => `<math>${row(group)}</math>`).join(" "));
    return known.get(text);
};
})();
