"""Draws synthetic MRZ lines for training: text, layout, print, paper, light, camera, then the reader's own normalisation.

A line is 32 px high; the label is its text and, for each frame of 4 px, the glyph under that frame (0 = none).
Everything follows from (seed, index), so a run can be repeated exactly.
"""

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

ALPHABET = "<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # class 0 is CTC's blank, character i is class i + 1
HEIGHT = 32
STRIDE = 4
WIDTHS = {30: 608, 36: 672, 44: 768}  # line length: picture width
CAP = 32  # height of a capital letter while drawing, px
PITCH = 34  # OCR-B: 2.54 mm pitch, capitals 2.4 mm high

LETTERS = ALPHABET[11:]
DIGITS = ALPHABET[1:11]
STATES = (
    "GBR FRA D<< DEU ESP ITA PRT NLD BEL LUX AUT CHE CZE POL SVK SVN HRV HUN ROU BGR GRC SWE NOR FIN DNK ISL IRL EST LVA LTU USA CAN "
    "MEX BRA ARG CHL COL PER IND PAK BGD LKA NPL CHN JPN KOR TWN THA VNM PHL IDN MYS SGP AUS NZL ZAF NGA GHA KEN UGA EGY MAR DZA TUN "
    "TUR SYR IRQ IRN ISR SAU ARE QAT KWT UKR RUS BLR MDA GEO ARM AZE KAZ UZB ALB SRB MNE MKD BIH UTO GBD GBN GBO XXA XXB UNO EUE"
).split()
NAMES = (
    "SMITH JONES WILLIAMS BROWN TAYLOR DAVIES WILSON EVANS THOMAS JOHNSON ROBERTS WALKER WRIGHT THOMPSON ROBINSON WHITE HUGHES EDWARDS "
    "GREEN LEWIS WOOD HARRIS MARTIN JACKSON CLARKE KHAN PATEL AHMED ALI SINGH BEGUM HUSSAIN KAUR NOWAK KOWALSKA WOJCIK MUELLER SCHMIDT "
    "WEBER FISCHER BECKER DUBOIS LEFEBVRE MOREAU GARCIA FERNANDEZ LOPEZ ROSSI RUSSO FERRARI SILVA SANTOS POPESCU IONESCU NAGY KOVACS "
    "HANSEN NIELSEN JOHANSSON VIRTANEN KORHONEN IVANOV PETROVA OKAFOR ADEYEMI NGUYEN TRAN WANG LI ZHANG CHEN LIN KIM PARK TANAKA SUZUKI "
    "OLIVIA AMELIA ISLA AVA MIA GRACE FREYA LILY EMILY SOPHIE GEORGE HARRY NOAH JACK LEO OSCAR CHARLIE HENRY ARTHUR MUHAMMAD ANNA MARIA "
    "ERIK PIERRE JEAN LOUISE MARIE CLAIRE KATARZYNA MAGDALENA JUAN CARLOS JOSE LUIS GIULIA MARCO FATIMA YUSUF AISHA OMAR XIN WEI QIANG "
    "GWYNETH RHYS LLEWELYN CARYS DAFYDD SIOBHAN OISIN NIAMH ZOLTAN BJORK VILDE QUENTIN XAVIER YVONNE ZUZANA WOLFGANG FRIEDRICH JOHANNES"
).split()


def check_digit(text):
    """ICAO 9303 part 3, section 4.9: weights 7, 3, 1."""
    total = 0
    for i, c in enumerate(text):
        value = 0 if c == "<" else int(c, 36)
        total += value * (7, 3, 1)[i % 3]
    return str(total % 10)


def pick(rng, choices):
    return choices[int(rng.integers(len(choices)))]


def invented(rng):
    """A name: half of them real, half random syllables, so that no letter pair is unknown."""
    if rng.random() < 0.5:
        return pick(rng, NAMES)
    return "".join(pick(rng, LETTERS) for _ in range(int(rng.integers(2, 10))))


def names(rng, room):
    text = "<".join(invented(rng) for _ in range(1 + int(rng.random() < 0.25)))
    text += "<<" + "<".join(invented(rng) for _ in range(int(rng.integers(1, 4))))
    return text[:room].ljust(room, "<")


def date(rng):
    return f"{int(rng.integers(100)):02d}{int(rng.integers(1, 13)):02d}{int(rng.integers(1, 32)):02d}"


def number(rng, room):
    length = int(rng.integers(max(1, room - 3), room + 1))
    kind = rng.random()
    if kind < 0.4:
        text = "".join(pick(rng, DIGITS) for _ in range(length))
    elif kind < 0.7:
        lead = int(rng.integers(1, 4))
        text = "".join(pick(rng, LETTERS if i < lead else DIGITS) for i in range(length))
    else:
        text = "".join(pick(rng, ALPHABET[1:]) for _ in range(length))
    return text.ljust(room, "<")


def dated(rng):
    birth, expiry = date(rng), date(rng)
    return birth + check_digit(birth) + pick(rng, "MFMF<X") + expiry + check_digit(expiry)


def french_line(rng):
    """A line of the French national identity card of 1988 to 2021."""
    family, given = invented(rng)[:25].ljust(25, "<"), "<".join(invented(rng) for _ in range(int(rng.integers(1, 3))))[:14].ljust(14, "<")
    office = "".join(pick(rng, DIGITS) for _ in range(6)) if rng.random() < 0.8 else "<" * 6
    first = "IDFRA" + family + office
    if rng.random() < 0.5:
        return first
    doc, birth = "".join(pick(rng, DIGITS) for _ in range(12)), date(rng)
    second = doc + check_digit(doc) + given + birth + check_digit(birth) + pick(rng, "MF")
    return second + check_digit(first + second)


def text_line(rng, length):
    """One line of a TD1 (30), TD2/MRV-B (36) or TD3/MRV-A (44) document, or random characters."""
    if rng.random() < 0.22:
        fill = rng.random() * 0.4
        return "".join("<" if rng.random() < fill else pick(rng, ALPHABET) for _ in range(length))
    if length == 36 and rng.random() < 0.2:
        return french_line(rng)
    kind = rng.random()
    if length == 30:
        if kind < 0.34:
            doc = number(rng, 9)
            rest = number(rng, 15) if rng.random() < 0.4 else "<" * 15
            return pick(rng, ["I<", "ID", "AC", "IR", "C<", "IP"]) + pick(rng, STATES) + doc + check_digit(doc) + rest
        if kind < 0.67:
            dates = dated(rng)
            rest = number(rng, 11) if rng.random() < 0.3 else "<" * 11
            return dates[:15] + pick(rng, STATES) + rest + check_digit(dates + rest)
        return names(rng, 30)
    if kind < 0.5:
        head = pick(rng, ["P<", "P<", "P<", "PD", "PP", "V<", "VC"] if length == 44 else ["I<", "ID", "V<", "AC", "P<"])
        return head + pick(rng, STATES) + names(rng, length - 5)
    doc, dates = number(rng, 9), dated(rng)
    body = doc + check_digit(doc) + pick(rng, STATES) + dates
    room = length - len(body) - (2 if length == 44 else 1)
    rest = number(rng, room) if rng.random() < 0.55 else "<" * room
    if length == 44:
        rest += check_digit(rest)
    return body + rest + check_digit(body[:10] + body[13:20] + body[21:28] + rest)


class Generator:
    """Lines drawn with the given outline fonts; the first is used for `main` of them, the others for the rest alike."""

    def __init__(self, fonts, seed, main=0.6):
        cv2.setNumThreads(1)
        self.seed = seed
        self.main = main
        self.fonts = [self.glyphs(path) for path in fonts]

    @staticmethod
    def glyphs(path):
        """Masks of all characters on one cell of 2 x pitch wide, 2 x cap high, baseline and advance aligned."""
        size = CAP
        for _ in range(4):
            box = ImageFont.truetype(path, int(round(size))).getbbox("H", anchor="ls")
            size = size * CAP / (box[3] - box[1])
        font = ImageFont.truetype(path, int(round(size)))
        cells = {}
        for c in ALPHABET:
            cell = Image.new("L", (PITCH * 2, CAP * 2))
            ImageDraw.Draw(cell).text((PITCH, CAP * 1.5), c, font=font, fill=255, anchor="ms")
            drawn = np.asarray(cell)
            left, _, right, _ = cell.getbbox()
            if right - left > PITCH * 0.9:  # the M of a proportional font, squeezed into its place
                share = PITCH * 0.88 / (right - left)
                shift = PITCH - share * (left + right) / 2
                drawn = cv2.warpAffine(drawn, np.float32([[share, 0, shift], [0, 1, 0]]), drawn.shape[::-1], flags=cv2.INTER_AREA)
            cells[c] = drawn
        return cells

    def draw(self, rng, cells, text, pitch, canvas, x0, y_mid, jitter):
        centres = []
        for i, c in enumerate(text):
            x = x0 + (i + 0.5) * pitch
            centres.append(x)
            left = int(round(x - PITCH + rng.normal(0, jitter)))
            top = int(round(y_mid - CAP + rng.normal(0, jitter)))
            a, b = max(left, 0), min(left + 2 * PITCH, canvas.shape[1])
            t, u = max(top, 0), min(top + 2 * CAP, canvas.shape[0])
            if a < b and t < u:
                part = canvas[t:u, a:b]
                np.maximum(part, cells[c][t - top : u - top, a - left : b - left], out=part)
        return np.array(centres)

    def line(self, index, length):
        """-> picture (32, width) uint8, text, frames (width / 4) of classes."""
        rng = np.random.default_rng([self.seed, index])
        text = text_line(rng, length)
        cells = self.fonts[0] if rng.random() < self.main else self.fonts[int(rng.integers(len(self.fonts)))]
        pitch = PITCH * rng.uniform(0.9, 1.13)
        margin = int(CAP * 1.4)
        h, w = CAP * 4, int(length * pitch + 2 * margin)
        ink = np.zeros((h, w), np.uint8)
        jitter = 0.0 if rng.random() < 0.6 else rng.uniform(0, 1.1)
        centres = self.draw(rng, cells, text, pitch, ink, margin, h / 2, jitter)
        if rng.random() < 0.3:
            gap = CAP * rng.uniform(1.45, 2.2)
            for side in ((-1,), (1,), (-1, 1))[int(rng.integers(3))]:
                other = text_line(rng, length)
                self.draw(rng, cells, other, pitch, ink, margin, h / 2 + side * gap, jitter)

        # Print: weight, worn ink, bleeding.
        weight = rng.random()
        if weight < 0.35:
            k = int(rng.integers(2, 8))
            ink = cv2.dilate(ink, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (k, k)))
        elif weight < 0.48:
            k = int(rng.integers(2, 4))
            ink = cv2.erode(ink, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (k, k)))
        ink = ink.astype(np.float32) / 255
        if rng.random() < 0.2:
            wear = cv2.resize(rng.random((max(2, h // 6), max(2, w // 6))).astype(np.float32), (w, h))
            ink *= np.clip(1.4 - rng.uniform(0.2, 1.0) * wear, 0, 1)
        if rng.random() < 0.08:  # printed in dots or lines
            period = rng.uniform(2.5, 5)
            raster = np.sin(np.arange(h) * 2 * np.pi / period)[:, None] + (rng.random() < 0.6) * np.sin(np.arange(w) * 2 * np.pi / period)[None, :]
            ink *= np.clip(rng.uniform(0.6, 1) + 0.5 * raster, 0, 1).astype(np.float32)

        # Geometry left over after deskewing, then the size at which the camera saw it.
        cap = float(np.exp(rng.uniform(np.log(7.5), np.log(30))))
        scale = cap / CAP
        angle, shear = np.radians(rng.normal(0, 0.28)), rng.normal(0, 0.05)
        stretch = rng.uniform(0.94, 1.06)
        cos, sin = np.cos(angle), np.sin(angle)
        m = np.array([[cos, -sin + shear], [sin, cos]]) @ np.diag([1.0, stretch])
        middle = np.array([w / 2, h / 2])
        shift = middle - m @ middle
        ink = cv2.warpAffine(ink, np.hstack([m, shift[:, None]]), (w, h), flags=cv2.INTER_LINEAR)
        points = np.stack([centres, np.full(len(centres), h / 2)])
        centres = (m @ points)[0] + shift[0]
        sw, sh = max(8, int(w * scale)), max(8, int(h * scale))
        ink = cv2.resize(ink, (sw, sh), interpolation=cv2.INTER_AREA)
        centres = centres * sw / w

        picture = self.paper(rng, ink, sw, sh, cap)
        picture = self.camera(rng, picture, cap)
        if rng.random() < 0.82:
            picture = self.normalise(picture, cap, rng)
        return (*self.crop(rng, picture, centres, text, length, cap), text)

    @staticmethod
    def paper(rng, ink, w, h, cap):
        """Ink on patterned paper under uneven light; 0..255 float."""
        paper = np.full((h, w), rng.uniform(120, 250), np.float32)
        x, y = np.arange(w, dtype=np.float32)[None, :], np.arange(h, dtype=np.float32)[:, None]
        if rng.random() < 0.6:
            strength = rng.uniform(4, 30)
            for _ in range(int(rng.integers(1, 4))):
                period = cap * rng.uniform(0.15, 2.2)
                turn = rng.uniform(0, np.pi)
                bend = cap * rng.uniform(0, 0.8) * np.sin(x * 2 * np.pi / (cap * rng.uniform(2, 9)) + rng.uniform(0, 6))
                wave = np.sin((x * np.cos(turn) + (y + bend) * np.sin(turn)) * 2 * np.pi / period + rng.uniform(0, 6))
                if rng.random() < 0.5:
                    wave = (wave > rng.uniform(0.3, 0.9)) * -1.0
                paper += strength * wave
        if rng.random() < 0.25:
            back = cv2.GaussianBlur(ink[::-1, ::-1].copy(), (0, 0), cap * rng.uniform(0.05, 0.2))
            paper -= back * rng.uniform(5, 40)
        paper += cv2.resize(rng.normal(0, 1, (3, 9)).astype(np.float32), (w, h), interpolation=cv2.INTER_CUBIC) * rng.uniform(0, 14)
        dark = rng.uniform(0, 90) if rng.random() < 0.8 else rng.uniform(60, 130)
        dark = min(dark, float(np.median(paper)) - 35)
        if rng.random() < 0.12:
            dark = float(np.median(paper)) - rng.uniform(14, 45)  # faint
        picture = paper * (1 - ink) + (dark + rng.uniform(0, 0.3) * (paper - paper.mean())) * ink
        if rng.random() < 0.18:  # the edge of the card, a finger, the table
            k = int(cap * rng.uniform(0.1, 1.0))
            value = rng.uniform(0, 160)
            side = int(rng.integers(4))
            edge = (slice(0, k), slice(None)), (slice(h - k, h), slice(None)), (slice(None), slice(0, k)), (slice(None), slice(w - k, w))
            if k > 0:
                picture[edge[side]] = value
        light = 1 + rng.uniform(-0.3, 0.3) * (x / w - 0.5) + rng.uniform(-0.25, 0.25) * (y / h - 0.5)
        picture = picture * light * rng.uniform(0.6, 1.05)
        if rng.random() < 0.16:
            for _ in range(int(rng.integers(1, 3))):
                cx, cy = rng.uniform(0, w), rng.uniform(0, h)
                rx, ry = cap * rng.uniform(1, 8), cap * rng.uniform(0.6, 3)
                spot = np.exp(-(((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2))
                picture = picture + spot * (rng.uniform(200, 255) - picture) * rng.uniform(0.3, 0.85)
        return picture.astype(np.float32)

    @staticmethod
    def camera(rng, picture, cap):
        """Blur, motion, noise, JPEG."""
        if rng.random() < 0.65:
            picture = cv2.GaussianBlur(picture, (0, 0), max(0.25, cap * rng.uniform(0.01, 0.19) * rng.uniform(0.4, 1)))
        if rng.random() < 0.15:
            k = max(2, int(cap * rng.uniform(0.1, 0.32)))
            kernel = np.zeros((k, k), np.float32)
            if rng.random() < 0.5:
                kernel[k // 2, :] = 1.0 / k
            else:
                np.fill_diagonal(kernel, 1.0 / k)
            picture = cv2.filter2D(picture, -1, kernel)
        if rng.random() < 0.7:
            picture = picture + rng.normal(0, rng.uniform(1, 11), picture.shape)
        picture = np.clip(picture, 0, 255).astype(np.uint8)
        if rng.random() < 0.7:
            quality = int(rng.integers(15, 96))
            picture = cv2.imdecode(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_GRAYSCALE)
        if rng.random() < 0.2:
            table = (255 * (np.arange(256) / 255) ** rng.uniform(0.6, 1.7)).astype(np.uint8)
            picture = cv2.LUT(picture, table)
        return picture

    @staticmethod
    def normalise(picture, cap, rng):
        """What the reader does to a band: divide by the closing, stretch the contrast, sometimes local contrast."""
        if rng.random() < 0.15:
            picture = cv2.createCLAHE(rng.uniform(1, 3), (1, 8)).apply(picture)
        r = max(3, int(cap * rng.uniform(0.6, 1.1))) * 2 + 1
        ground = cv2.blur(cv2.morphologyEx(picture, cv2.MORPH_CLOSE, np.ones((r, r), np.uint8)), (r, r))
        flat = np.clip(picture.astype(np.float32) / np.maximum(ground, 1) * 255, 0, 255)
        low, high = np.percentile(flat, [rng.uniform(0.2, 2), rng.uniform(85, 99)])
        return np.clip((flat - low) / max(high - low, 8) * 255, 0, 255).astype(np.uint8)

    @staticmethod
    def crop(rng, picture, centres, text, length, cap):
        """The line alone, its capitals 15 to 24 px high, with the errors of a line finder."""
        width = WIDTHS[length]
        high = rng.uniform(15.5, 23.5)
        sy = high / cap
        span = (centres[-1] - centres[0]) / (length - 1)
        step = rng.uniform(13.2, (width - 20) / length)
        sx = step / span
        h, w = picture.shape
        resized = cv2.resize(picture, (max(8, int(w * sx)), max(8, int(h * sy))), interpolation=cv2.INTER_AREA if min(sx, sy) < 0.8 else cv2.INTER_LINEAR)
        centres = centres * resized.shape[1] / w
        left = rng.uniform(6, max(7, width - step * length - 6))
        dx = left - (centres[0] - step / 2)
        dy = HEIGHT / 2 - resized.shape[0] / 2 + np.clip(rng.normal(0, 1.3), -4, 4)
        border = cv2.BORDER_REPLICATE if rng.random() < 0.4 else cv2.BORDER_CONSTANT
        out = cv2.warpAffine(resized, np.float32([[1, 0, dx], [0, 1, dy]]), (width, HEIGHT), borderMode=border, borderValue=255)
        centres = centres + dx
        frames = np.zeros(width // STRIDE, np.int32)
        for c, x in zip(text, centres):
            a, b = int(np.ceil((x - step * 0.27) / STRIDE - 0.5)), int(np.floor((x + step * 0.27) / STRIDE - 0.5))
            if b < a:
                a = b = int(round(x / STRIDE - 0.5))
            frames[max(a, 0) : max(b + 1, 0)] = ALPHABET.index(c) + 1
        return out, frames

    def batch(self, step, size):
        """-> pictures (size, 32, width), labels (size, length), frames (size, width / 4). One length per batch."""
        length = (44, 30, 44, 36, 44)[step % 5]
        lines = [self.line(step * size + i, length) for i in range(size)]
        labels = np.array([[ALPHABET.index(c) + 1 for c in text] for _, _, text in lines], np.int32)
        return np.stack([p for p, _, _ in lines]), labels, np.stack([f for _, f, _ in lines])


if __name__ == "__main__":
    import sys
    import time

    generator = Generator(sys.argv[1].split(","), 7)
    started = time.time()
    pictures = [generator.line(i, (44, 36, 30)[i % 3]) for i in range(60)]
    print(f"{(time.time() - started) / 60 * 1000:.1f} ms a line")
    sheet = np.full((60 * 34, 768), 128, np.uint8)
    for i, (picture, frames, text) in enumerate(pictures):
        sheet[i * 34 : i * 34 + 32, : picture.shape[1]] = picture
    cv2.imwrite(sys.argv[2], sheet)
