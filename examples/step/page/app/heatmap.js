// examples/step/page/app/heatmap.js: a matrix as coloured cells: a table with its numbers where they fit, else a canvas.
//
// Both answer the same: cellAt(event), boxOf(cell) in the coordinates of the element, for hover and crosshair.
(() => {
"use strict";
const Vitro = (globalThis.Vitro ??= {}), app = (Vitro.app ??= {});
const {h} = app;

const kMostRows = 18, kMostCols = 18, kShortest = 4;

/** m: {numbers, from, rows, cols, scale, rowWords, colWords, hidden: cell not to be shown, label, edited: Set}. */
app.heatmap = m => m.rows <= kMostRows && m.cols <= kMostCols ? table(m) : canvas(m);

const numberAt = (m, r, c) => m.numbers[m.from + r * m.cols + c];
const header = (m, words, at) => words ? app.escape(words[at]) : String(at);

function cellMarkup(m, r, c) {
    const index = m.from + r * m.cols + c, x = m.numbers[index];
    if (index === m.hidden) return `<td data-k="${index}" class="hidden">?</td>`;
    const colour = app.colour(x, m.scale);
    return `<td data-k="${index}"${m.edited?.has(index) ? " class=edited" : ""} style="background:${app.css(colour)};color:${app.inkOn(colour)}">${app.brief(x)}</td>`;
}
function table(m) {
    const words = m.colWords, tall = words && m.cols > 7;
    const columns = Array.from({length: m.cols}, (_, c) => `<th scope="col"><span>${header(m, words, c)}</span></th>`).join("");
    let rows = "";
    for (let r = 0; r < m.rows; ++r) {
        rows += m.rows === 1 && !m.rowWords ? "<tr><td></td>" : `<tr><th scope="row">${header(m, m.rowWords, r)}</th>`;
        for (let c = 0; c < m.cols; ++c) rows += cellMarkup(m, r, c);
        rows += "</tr>";
    }
    // Fixed widths spare the browser to measure every cell.
    const left = 10 + 7 * Math.max(2, ...(m.rowWords ?? []).map(word => word.length)), wide = m.cols <= 8, width = left + m.cols * (wide ? 48 : 34);
    const element = h("table", {class: `cells fixed${tall ? " tall" : ""}${wide ? " wide" : ""}`, style: `width:${width}px`,
        html: `<caption class="unseen">${app.escape(m.label)}</caption><colgroup><col style="width:${left}px"><col span="${m.cols}"></colgroup><thead><tr><td></td>${columns}</tr></thead><tbody>${rows}</tbody>`});
    return {
        element,
        cellAt: event => { const k = event.target.closest?.("td[data-k]")?.dataset.k; return k === undefined ? null : Number(k); },
        boxOf: index => {
            const cell = element.querySelector(`td[data-k="${index}"]`);
            return cell && {x: cell.offsetLeft, y: cell.offsetTop, width: cell.offsetWidth, height: cell.offsetHeight};
        },
        inner: () => { const first = element.querySelector("td[data-k]"); return {x: first.offsetLeft, y: first.offsetTop}; },
    };
}

const kText = 11, kGap = 6, kPicture = 160;

/** How large a cell is, and the room for names at the left and above. */
function measures(m, width) {
    const longest = words => Math.max(0, ...(words ?? []).map(word => word.length)) * 6.3;
    const left = Math.max(22, longest(m.rowWords) + kGap), size = Math.min(26, Math.floor((width - left) / m.cols));
    const cell = Math.max(kShortest, size), top = m.colWords ? longest(m.colWords) + kGap : kText + kGap;
    return {left, top, cell, height: Math.max(cell, m.rows === 1 ? 18 : m.rows <= 40 ? 13 : 0)};
}
function drawNames(m, pen, {left, top, cell, height}, ink) {
    pen.fillStyle = ink;
    pen.font = `${kText}px system-ui, sans-serif`;
    const every = size => Math.ceil((kText + 1) / size);
    pen.textAlign = "right";
    pen.textBaseline = "middle";
    if (m.rows > 1 || m.rowWords)
        for (let r = 0; r < m.rows; r += every(height)) pen.fillText(m.rowWords?.[r] ?? r, left - kGap / 2, top + (r + 0.5) * height);
    for (let c = 0; c < m.cols; c += m.colWords ? every(cell) : Math.ceil(26 / cell)) {
        if (!m.colWords && c && (m.cols - c) * cell < 12) continue;  // no room for its number
        pen.save();
        pen.translate(left + (c + 0.5) * cell, top - kGap / 2);
        pen.textAlign = m.colWords ? "left" : "center";
        pen.textBaseline = m.colWords ? "middle" : "bottom";
        if (m.colWords) pen.rotate(-Math.PI / 2);
        pen.fillText(m.colWords?.[c] ?? c, 0, 0);
        pen.restore();
    }
}
function canvas(m) {
    const size = measures(m, m.width ?? 560), {left, top, cell, height} = size, scale = devicePixelRatio || 1;
    const width = Math.ceil(left + m.cols * cell), tall = Math.ceil(top + m.rows * height);
    const element = h("canvas", {class: "cells", role: "img", "aria-label": m.label, width: width * scale, height: tall * scale,
        style: `width:${width}px;height:${tall}px`});
    const pen = element.getContext("2d"), gap = cell > 6 ? 1 : 0;
    pen.scale(scale, scale);
    if (!gap) pen.imageSmoothingEnabled = false, pen.drawImage(pixels(m.rows, m.cols, k => m.numbers[m.from + k], m.scale), left, top, m.cols * cell, m.rows * height);
    for (let r = 0; r < m.rows && gap; ++r)
        for (let c = 0; c < m.cols; ++c) {
            const index = m.from + r * m.cols + c;
            pen.fillStyle = app.css(index === m.hidden ? app.palette().odd : app.colour(numberAt(m, r, c), m.scale));
            pen.fillRect(left + c * cell, top + r * height, cell - gap, height - gap);
        }
    drawNames(m, pen, size, getComputedStyle(document.documentElement).getPropertyValue("--soft"));
    return {
        element,
        cellAt: event => {
            const c = Math.floor((event.offsetX - left) / cell), r = Math.floor((event.offsetY - top) / height);
            return c >= 0 && c < m.cols && r >= 0 && r < m.rows ? m.from + r * m.cols + c : null;
        },
        boxOf: index => {
            const k = index - m.from;
            return {x: left + (k % m.cols) * cell, y: top + Math.floor(k / m.cols) * height, width: cell, height};
        },
        inner: () => ({x: left, y: top}),
    };
}

/** A pixel for each cell. */
function pixels(rows, cols, numberAt, scale) {
    const picture = h("canvas", {width: cols, height: rows, "aria-hidden": "true"}), pen = picture.getContext("2d"), image = pen.createImageData(cols, rows);
    app.paint(image, rows * cols, numberAt, scale);
    pen.putImageData(image, 0, 0);
    return picture;
}
/** Of a matrix that is larger than its picture: in each block the number that is farthest from 0. */
function coarse(numbers, from, rows, cols) {
    const down = Math.ceil(rows / kPicture), right = Math.ceil(cols / kPicture), few = {rows: Math.ceil(rows / down), cols: Math.ceil(cols / right)};
    if (down === 1 && right === 1) return {...few, numberAt: k => numbers[from + k]};
    const far = new Float32Array(few.rows * few.cols);
    for (let r = 0; r < rows; ++r)
        for (let c = 0; c < cols; ++c) {
            const k = Math.floor(r / down) * few.cols + Math.floor(c / right), x = numbers[from + r * cols + c];
            if (!(Math.abs(x) <= Math.abs(far[k]))) far[k] = x;
        }
    return {...few, numberAt: k => far[k]};
}

let paintings = new WeakMap(), turn = 0;
/** What was painted for the last card is taken over by the next; in one card none is twice. */
function kept(numbers, key, make) {
    const known = paintings.get(numbers);
    if (known?.key === key && known.turn !== turn) { known.turn = turn; return known.canvas; }
    const canvas = make();
    paintings.set(numbers, {key, canvas, turn});
    return canvas;
}
app.nextTurn = () => { ++turn; };
app.forgetPaintings = () => { paintings = new WeakMap(); };

/** A small picture of a matrix, with bands over the rows, columns and cells that are lit. */
app.thumb = ({numbers, from, rows, cols, scale}) => {
    const most = 98, cell = Math.min(8, most / cols, 72 / rows), width = Math.max(6, Math.round(cols * cell));
    const height = Math.round(Math.max(rows * cell, 6, Math.min(12, 4 * cell)));
    const picture = kept(numbers, `${from} ${rows} ${cols} ${scale} ${width} ${height}`, () => {
        const few = coarse(numbers, from, rows, cols), made = pixels(few.rows, few.cols, few.numberAt, scale);
        Object.assign(made.style, {width: `${width}px`, height: `${height}px`});
        return made;
    });
    return h("span", {class: "thumb", style: `width:${width}px;height:${height}px`, data: {rows, cols, from}}, picture);
};
/** lit: [{row}, {col}, {index}] of the thumb's matrix. */
app.light = (thumb, lit) => {
    thumb.querySelectorAll("b").forEach(mark => mark.remove());
    const {rows, cols} = thumb.dataset;
    for (const {row, col} of lit) {
        const box = [row === undefined ? 0 : row / rows, col === undefined ? 0 : col / cols, row === undefined ? 1 : 1 / rows, col === undefined ? 1 : 1 / cols];
        const [y, x, tall, wide] = box.map(part => `${100 * part}%`);
        thumb.append(h("b", {style: `left:${x};top:${y};width:${wide};height:${tall}`}));
    }
};
})();
