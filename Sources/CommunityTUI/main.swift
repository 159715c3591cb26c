print("juwei")
