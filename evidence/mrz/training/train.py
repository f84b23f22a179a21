"""Trains the MRZ line network on generated lines and writes it as ONNX.

    python train.py FONT[,FONT...] OUT.onnx [--steps 2000] [--seed 9303]
    python train.py FONT[,FONT...] OUT.onnx --further WEIGHTS.onnx --rate 6e-4 [--steps 700] [--seed 9304]

The second trains a network made by this script further. Its normalisations are part of its convolutions by then.

Input  'line':   (1, 32, W, 1) float32, ink = 1, paper = 0, W a multiple of 4.
Output 'scores': (1, W / 4, 38) float32 logits; class 0 is CTC's blank, class i the character i - 1 of generate.ALPHABET.
"""

import argparse
import multiprocessing
import os
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
import numpy as np

from generate import ALPHABET, WIDTHS, Generator

BATCH = 32


def produce(fonts, seed, first, last, every, queue):
    generator = Generator(fonts, seed)
    for step in range(first, last, every):
        queue.put((step, *generator.batch(step, BATCH)))


def network(normalised):
    import keras
    from keras import layers

    def norm(x):
        return layers.BatchNormalization(momentum=0.97)(x) if normalised else x

    def conv(x, channels, strides, kernel=3, padding="same"):
        x = layers.Conv2D(channels, kernel, strides, padding=padding, use_bias=not normalised)(x)
        return layers.ReLU()(norm(x))

    def residual(x, channels):
        y = layers.Conv2D(channels, 3, padding="same", use_bias=not normalised)(x)
        return layers.ReLU()(layers.Add()([x, norm(y)]))

    line = x = keras.Input((32, None, 1), name="line")
    x = conv(x, 24, 2)
    x = conv(x, 40, 2)
    x = residual(x, 40)
    x = conv(x, 64, (2, 1))
    x = residual(x, 64)
    x = conv(x, 96, (2, 1))
    x = layers.ZeroPadding2D((0, 1))(x)
    x = conv(x, 128, 1, (2, 3), "valid")
    for _ in range(3):
        y = layers.DepthwiseConv2D((1, 5), padding="same", use_bias=False)(x)
        y = layers.Conv2D(128, 1, use_bias=not normalised)(y)
        x = layers.ReLU()(layers.Add()([x, norm(y)]))
    x = layers.Conv2D(len(ALPHABET) + 1, 1)(x)
    return keras.Model(line, layers.Reshape((-1, len(ALPHABET) + 1), name="scores")(x))


def take_weights(model, path):
    """Puts the weights of an exported network, whose convolutions stand in the order of the layers, into a model."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(path).graph
    values = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    convolutions = [[values[name] for name in node.input[1:]] for node in graph.node if node.op_type == "Conv"]
    layers = [layer for layer in model.layers if layer.weights]
    assert len(layers) == len(convolutions)
    for layer, (kernel, *bias) in zip(layers, convolutions):
        deep = "depthwise" in layer.name
        layer.set_weights([kernel.transpose((2, 3, 0, 1) if deep else (2, 3, 1, 0)), *bias])


def export(model, path):
    import tensorflow as tf
    import tf2onnx

    signature = [tf.TensorSpec((1, 32, None, 1), tf.float32, name="line")]
    run = tf.function(lambda line: {"scores": model(line, training=False)}, input_signature=signature)
    tf2onnx.convert.from_function(run, input_signature=signature, opset=15, output_path=path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("fonts")
    parser.add_argument("out")
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--first-ctc", type=int, default=900, help="steps with the frame loss alone")
    parser.add_argument("--seed", type=int, default=9303)
    parser.add_argument("--generators", type=int, default=1)
    parser.add_argument("--further", help="weights to start from")
    parser.add_argument("--rate", type=float, default=2e-3)
    args = parser.parse_args()

    queues = []
    for i in range(args.generators):
        queue = multiprocessing.Queue(12)
        multiprocessing.Process(
            target=produce, args=(args.fonts.split(","), args.seed, i, args.steps, args.generators, queue), daemon=True
        ).start()
        queues.append(queue)

    import keras
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(2)
    keras.utils.set_random_seed(args.seed)
    model = network(not args.further)
    if args.further:
        take_weights(model, args.further)
        args.first_ctc = 0
    print(f"{model.count_params()} parameters", flush=True)
    export(model, args.out)  # a failing export must be seen before the training, not after
    print(f"exported {os.path.getsize(args.out)} bytes", flush=True)
    rate = keras.optimizers.schedules.CosineDecay(args.rate / 20, args.steps - 60, warmup_target=args.rate, warmup_steps=60, alpha=0.005)
    optimizer = keras.optimizers.Adam(rate, clipnorm=1.0)
    optimizer.build(model.trainable_variables)

    @tf.function(reduce_retracing=False)
    def step(pictures, labels, frames, ctc):
        with tf.GradientTape() as tape:
            line = 1.0 - tf.cast(pictures, tf.float32)[..., None] / 255.0
            scores = model(line, training=True)
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=frames, logits=scores))
            if ctc:
                lengths = tf.fill([tf.shape(scores)[0]], tf.shape(scores)[1])
                lost = tf.nn.ctc_loss(tf.sparse.from_dense(labels), scores, None, lengths, logits_time_major=False, blank_index=0)
                # Some drawn lines cannot be read by anybody: their loss is capped, so that they do not rule the step.
                loss = 0.3 * loss + tf.reduce_mean(tf.minimum(lost, 90.0)) / 44.0
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        return loss, scores

    started, exact, seen, total = time.time(), 0, 0, 0.0
    for i in range(args.steps):
        _, pictures, labels, frames = queues[i % args.generators].get()
        loss, scores = step(pictures, labels, frames, i >= args.first_ctc)
        total += float(loss)
        best = np.argmax(scores.numpy(), -1)
        for row, label in zip(best, labels):
            kept = row[np.insert(row[1:] != row[:-1], 0, True)]
            exact += np.array_equal(kept[kept > 0], label)
        seen += len(labels)
        if (i + 1) % 50 == 0:
            print(f"{i + 1} loss {total / 50:.4f} exact {exact / seen:.3f} {time.time() - started:.0f} s", flush=True)
            total, exact, seen = 0.0, 0, 0
        if (i + 1) % 100 == 0:
            export(model, args.out)
    export(model, args.out)
    print(f"done, {os.path.getsize(args.out)} bytes", flush=True)


if __name__ == "__main__":
    main()
