// The part of Twilio's TensorFlow Lite build that we call (emscripten exports; it ships no types).
declare module "@twilio/video-processors/dist/build/tflite-simd-1-0-0.js" {
  export interface TfLite {
    readonly HEAPU8: Uint8Array;
    readonly HEAPF32: Float32Array;
    _getModelBufferMemoryOffset(): number;
    _loadModel(bytes: number): number;
    _getInputMemoryOffset(): number;
    _getInputWidth(): number;
    _getInputHeight(): number;
    _getOutputMemoryOffset(): number;
    _getOutputWidth(): number;
    _getOutputHeight(): number;
    _runInference(): number;
  }
  export default function createTfLite(options: { locateFile: (name: string) => string }): Promise<TfLite>;
}
